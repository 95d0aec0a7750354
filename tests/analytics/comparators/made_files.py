"""Small files in each published format, made up: no figure in them is anybody's."""

COUNTS_HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "la_name,new_la_code,population_type,population_estimate,children_count,rate_per_10000"
)
ON_31_MARCH = "Children looked after on 31 March each year"
STARTING = "Children starting to be looked after each year"
ENGLAND_IS = "National,E92000001,England,,,,,"
REGION_IS = "Regional,E92000001,England,E12000005,West Midlands,,,"
SHROPSHIRE_IS = "Local authority,E92000001,England,E12000005,West Midlands,893,Shropshire,E06000051"


def counts(*rows: tuple[str, str, str, str, str], end: str = "\n") -> bytes:
    """Return a file of counts and rates; a row is (year, area, what is counted, number, rate)."""
    lines = [f"{year},Reporting year,{area},{what},1000,{n},{rate}" for year, area, what, n, rate in rows]
    return ("\ufeff" + "\n".join([COUNTS_HEAD, *lines]) + end).encode()


POPULATIONS_HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,age_group,population_estimate"
)


def populations(*rows: tuple[str, str, str], ages: str = "Children aged 0 to 17 years") -> bytes:
    """Return a file of populations; a row is (year, area as `893,E06000051,Shropshire`, number)."""
    lines = [
        f"{year},Reporting year,Local authority,E92000001,England,E12000005,West Midlands,{area},{ages},{number}"
        for year, area, number in rows
    ]
    return "\n".join([POPULATIONS_HEAD, *lines, ""]).encode()


def interactive_tool(*rows: str, years: str = "2023,2024,2025") -> bytes:
    """Return a file of the interactive tool, its rows as they stand in it."""
    return "\n".join([f"Short Desc,Measure,LA and Regions,{years}", *rows, ""]).encode()


def neighbours(*rows: tuple[str, str, str]) -> bytes:
    """Return a neighbour model; a row is (number, name, ten numbers with spaces between them)."""
    columns = ",".join(f"SN_{rank},SN_{rank}P" for rank in range(1, 11))
    lines = [f"old_la_code,la_name,region_ind,region_name,{columns}"]
    for number, name, ten in rows:
        lines.append(f"{number},{name},8,West Midlands," + ",".join(f"{n},Very close " for n in ten.split()))
    return "\ufeff".encode() + "\n".join([*lines, ""]).encode()


TEN = "815 933 860 811 838 884 830 885 943 916"
