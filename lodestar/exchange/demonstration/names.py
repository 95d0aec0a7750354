"""Names for people who never were: family names are invented, so that no whole name is anybody's."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Naming:
    """How people of one sort of family are called, and what the register says of them."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]
    ethnicities: tuple[str, ...]
    languages: tuple[str, ...] = ("English",)


def _words(text: str) -> tuple[str, ...]:
    """Return the names in a line of them."""
    return tuple(text.split())


def _joined(firsts: str, lasts: str) -> tuple[str, ...]:
    """Return family names made of every first part with every last part."""
    return tuple(first + last for first in firsts.split() for last in lasts.split())


BRITISH = Naming(
    _words(
        "Amelia Ava Bella Bonnie Brooke Chloe Daisy Darcie Eliza Ella Ellie Erin Esme Eva Evie Faith Freya Gracie "
        "Hallie Harper Heidi Hollie Imogen Isla Ivy Jasmine Jessica Keira Lacey Lexi Lily Lola Lottie Maisie Matilda "
        "Megan Mia Millie Molly Nancy Niamh Orla Penny Phoebe Poppy Robyn Rosie Ruby Scarlett Skye Summer Tilly "
        "Violet Willow"
    ),
    _words(
        "Alfie Archie Arlo Ashton Bailey Ben Blake Bobby Brodie Caleb Callum Charlie Connor Corey Dexter Dylan Elliot "
        "Ethan Finley Frankie Freddie George Harley Harrison Harvey Hugo Isaac Jack Jacob Jake Jamie Jayden Jenson "
        "Joshua Jude Kai Kian Leo Lewis Liam Logan Louie Luca Mason Max Nathan Noah Oliver Oscar Otis Reece Riley "
        "Ronnie Rory Rowan Ryan Toby Tommy Tyler Zac"
    ),
    _joined(
        "Thorn Marle Ash Kestrel Quill Bramble Elder Fern Haw Larch Merri Nettle Orchard Pebble Rook Sedge Tarn "
        "Whistle",
        "brook combe field hollow mere wick worthy stow",
    ),
    ("WBRI",) * 24 + ("WOTH", "WIRI", "MWBC", "MOTH"),
)
NAMINGS: dict[str, Naming] = {
    "british": BRITISH,
    "traveller": Naming(
        _words("Chantelle Margaret Bridget Kathleen Roseanne Shannon Tiegan Vienna"),
        _words("Dennis Miley Patrick Levi Jimmy Felix Nelson Tom"),
        _words("Quilliganne Hearnwell Boswynne Lockarty McDorran Doherwick"),
        ("WIRT", "WROM"),
    ),
    "caribbean": Naming(
        _words("Aaliyah Amara Imani Kezia Nevaeh Renee Shanice Tianna Zara"),
        _words("Andre Cairo Dante Jermaine Kymani Malachi Marlon Tyrese Zion"),
        _words("Cambrelle Delavoy Grantwell Pennicot Rosewyn Stirlingham Trevaunt"),
        ("BCRB", "MWBC", "BOTH"),
    ),
    "african": Naming(
        _words("Abeni Adaeze Chipo Efua Makena Nala Thandi Zuri"),
        _words("Ayo Chidi Emeka Kofi Kwame Sefu Tendai Tunde"),
        _words("Adeyunle Bankwoye Chikarasi Ebowale Mwangare Nkemdira Okwemba Zulemane"),
        ("BAFR", "MWBA", "BOTH"),
        ("English", "English", "Yoruba", "Shona", "Twi"),
    ),
    "asian": Naming(
        _words("Aisha Anaya Hafsa Inaya Meera Priya Safa Zainab"),
        _words("Adeel Arjun Hamza Ibrahim Kabir Rayan Rohan Zayn"),
        _words("Chaudrani Hussarin Iqbalani Mirzapuri Patelwar Rahmanji Sandhuri Shahanwal"),
        ("APKN", "AIND", "ABAN", "AOTH", "MWAS", "CHNE"),
        ("English", "English", "Urdu", "Punjabi", "Bengali"),
    ),
    "european": Naming(
        _words("Alina Daria Kinga Lena Magda Oliwia Sofia Zofia"),
        _words("Adrian Bartek Dawid Filip Jakub Luka Matei Nikola"),
        _words("Dragomirek Ilieskara Jankovarz Kowaltzki Novarenko Popescarin Zielnowak"),
        ("WOTH",),
        ("English", "Polish", "Romanian", "Lithuanian"),
    ),
    "horn": Naming(
        _words("Feven Hiwet Luwam Selam"),
        _words("Abel Filmon Henok Natnael Robel Samson Yonas"),
        _words("Hailemesko Tesfalidet-Aro Gebrewahid-Sem Yemanebo Kidanemar"),
        ("BAFR",),
        ("Tigrinya", "Amharic", "Arabic"),
    ),
    "middle": Naming(
        _words("Dilan Hana Rojin Shirin"),
        _words("Ahmad Aram Farhad Hiwa Idris Karwan Omid Rebin Zana"),
        _words("Barzanjo Shinwarai Karimzado Noorzaman Safiwal Rahmizada Hawramiko"),
        ("OOTH", "AOTH"),
        ("Kurdish (Sorani)", "Pashto", "Dari", "Arabic"),
    ),
}
STAFF_FIRST = _words(
    "Alison Andrea Angela Bernard Beverley Carol Claire Colin David Deborah Diane Elaine Femi Gareth Gillian Graham "
    "Harjit Helen Ian Jacqueline Janet Joanna Karen Keith Lesley Lorraine Marcus Maria Marian Naveed Nicola Nigel "
    "Olwen Patience Paula Rachel Rashida Rhys Ruth Sandra Shirley Siobhan Stephen Sunita Tessa Theresa Tracey Wendy "
    "Yvonne Zainab"
)
STAFF_LAST = _joined(
    "Ald Birch Cold Dun Ever Fair Green Holm Long Stan Wain Whit", "acre bury dale ford ham ley"
)


def first_name(rng: random.Random, naming: Naming, sex: str, taken: set[str]) -> str:
    """Return a first name that no brother or sister has."""
    names = naming.girls if sex == "F" else naming.boys
    free = [name for name in names if name not in taken] or list(names)
    return rng.choice(free)


def an_adult(rng: random.Random, sex: str, family: str, naming: Naming = BRITISH) -> str:
    """Return the whole name of a grown-up of a family."""
    return f"{rng.choice(naming.girls if sex == 'F' else naming.boys)} {family}"


def staff_names(rng: random.Random, count: int) -> list[str]:
    """Return as many different names of people at work; numbered only where the lists run out."""
    names = [f"{first} {last}" for first in STAFF_FIRST for last in STAFF_LAST]
    chosen = rng.sample(names, min(count, len(names)))
    return chosen + [f"{names[i % len(names)]} {i // len(names) + 2}" for i in range(count - len(chosen))]
