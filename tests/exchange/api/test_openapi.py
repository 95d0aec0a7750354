"""The OpenAPI document says what is there: every address of it is called and answers as it says."""

import json
from typing import Any

import pytest
from django.test import Client

from lodestar.exchange.api.endpoints import api
from lodestar.exchange.api.states import Scope
from tests.exchange.api.conftest import figures_of

pytestmark = pytest.mark.django_db
FILLED = {"table": "children", "kind": "csv"}
NAMES = {"measure": "NI62", "trend": "NI62", "table": "legal_status"}


def the_document() -> dict[str, Any]:
    return Client().get("/api/openapi.json").json()


def operations():
    found = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            yield pytest.param(path, method, operation, id=f"{method} {path}")


def address_of(path: str, operation: dict[str, Any]) -> str:
    address = path.replace("{name}", NAMES.get(operation["operationId"], ""))
    for name, value in FILLED.items():
        address = address.replace(f"{{{name}}}", value)
    assert "{" not in address
    return address


def fits(value: Any, schema: dict[str, Any], parts: dict[str, Any]) -> bool:
    """Return whether a value has a schema's shape, as far as this document uses JSON Schema."""
    if "$ref" in schema:
        return fits(value, parts[schema["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in schema:
        return any(fits(value, one, parts) for one in schema["anyOf"])
    if "const" in schema:
        return value == schema["const"]
    if "enum" in schema:
        return value in schema["enum"]
    match schema["type"]:
        case "object":
            return set(value) == set(schema["properties"]) and all(
                fits(value[name], one, parts) for name, one in schema["properties"].items()
            )
        case "array":
            return all(fits(one, schema["items"], parts) for one in value)
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int)
        case "number":
            return isinstance(value, (int, float))
        case "null":
            return value is None
    raise AssertionError(schema)


def test_it_is_open_and_whole():
    found = the_document()
    assert found["openapi"].startswith("3.") and found["info"]["title"] == "Lodestar"
    assert set(found["paths"]) == {
        "/api/measures/", "/api/measures/{name}/", "/api/measures/{name}/trend/", "/api/tables/", "/api/tables/{name}/",
        "/api/figures/", "/api/extracts/", "/api/extracts/{table}.{kind}",
    }  # fmt: skip
    assert {method for methods in found["paths"].values() for method in methods} == {"get"}, "read only"
    assert [one["scheme"] for one in found["components"]["securitySchemes"].values()] == ["bearer"]
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_each_address_answers_as_the_document_says(path, method, operation, figures, analyst, calls_with):
    figures_of(analyst, name="Kept", kept_at=figures.made_at, kept_by=analyst)
    system, address = calls_with(*Scope), address_of(path, operation)
    parts = the_document()["components"]["schemas"]
    assert operation["security"] and operation["summary"] and operation["operationId"]
    answer = system.get(address)
    said = operation["responses"]["200"]["content"]
    kind = answer["Content-Type"].partition(";")[0]
    assert kind in said, f"{address} answers {kind}, the document says {list(said)}"
    if kind == "application/json":
        assert fits(answer.json(), said["application/json"]["schema"], parts)
    if "format" in {one["name"] for one in operation.get("parameters", [])}:
        assert "text/csv" in said and system.get(address, format="csv")["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_each_refusal_is_as_the_document_says(path, method, operation, figures, calls_with):
    address = address_of(path, operation)
    parts = the_document()["components"]["schemas"]
    allowed, without = calls_with(*Scope), calls_with()
    tried = {401: Client().get(address), 403: without.get(address, 403)}
    names = {one["name"] for one in operation.get("parameters", [])}
    if "year_end" in names:
        tried[422] = allowed.get(address, 422, year_end="no day")
    if "kept" in names:
        tried[404] = allowed.get(address, 404, kept=999_999)
    for status, answer in tried.items():
        assert answer.status_code == status
        said = operation["responses"][str(status)]["content"]["application/json"]["schema"]
        assert fits(answer.json(), said, parts), (status, answer.json())


@pytest.mark.parametrize(
    "nonsense", ["%00", "a" * 300, "9" * 30, "../../etc", "<script>", "%F0%9F%92%A9", "-1", "{}", " "]
)
@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_nonsense_is_never_a_fault_of_the_server(path, method, operation, nonsense, figures, calls_with):
    system = calls_with(*Scope)
    headers = {"authorization": f"Bearer {system.secret}"}
    address = address_of(path, operation)
    for name in ("year_end", "kept", "format", "unknown"):
        assert system.client.get(f"{address}?{name}={nonsense}", headers=headers).status_code in {
            200,
            404,
            422,
        }
    for part in ("{name}", "{table}", "{kind}"):
        if part in path:
            odd = (
                path.replace(part, nonsense.replace("/", "%2F"))
                .replace("{table}", "x")
                .replace("{kind}", "csv")
            )
            answer = system.client.get(odd.replace("{name}", "x"), headers=headers)
            assert answer.status_code in {404, 422}, odd
