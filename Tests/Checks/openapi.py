#!/usr/bin/env python3
"""Holds the description of the API and the schemas of the messages against the standards they name."""

import json
import pathlib
import re
import sys

try:
    import yaml
    from jsonschema import Draft202012Validator, FormatChecker
    from openapi_spec_validator import OpenAPIV31SpecValidator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012
except ImportError as error:
    print(f"skipped: {error}; run deploy/test, which installs what is needed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
problems = []


def check_examples(document):
    """Every example of a schema, parameter or media type is valid under its schema."""
    resource = Resource(contents=document, specification=DRAFT202012)
    registry = Registry().with_resource("urn:api", resource)
    count = 0

    def check(schema, example, place):
        # References in the document are relative to the document.
        absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:api#/'))
        validator = Draft202012Validator(absolute, registry=registry, format_checker=FormatChecker())
        for error in validator.iter_errors(example):
            problems.append(f"{place}: the example does not fit its schema: {error.message}")

    def walk(node, place):
        nonlocal count
        if isinstance(node, list):
            for index, item in enumerate(node):
                walk(item, f"{place}/{index}")
        elif isinstance(node, dict):
            if isinstance(node.get("examples"), list):
                for example in node["examples"]:
                    count += 1
                    check({key: value for key, value in node.items() if key != "examples"}, example, place)
            if "example" in node and isinstance(node.get("schema"), dict):
                count += 1
                check(node["schema"], node["example"], place)
            for key, value in node.items():
                if key not in ("example", "examples"):
                    walk(value, f"{place}/{key}")

    walk(document, "#")
    if count == 0:
        problems.append("the document has no examples")


def check_operations(document):
    """Every operation has an id of its own, a summary, and answers errors with problem documents."""
    seen = set()
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            place = f"{method.upper()} {path}"
            name = operation.get("operationId")
            if not name or name in seen:
                problems.append(f"{place}: needs an operationId of its own")
            seen.add(name)
            if not operation.get("summary"):
                problems.append(f"{place}: has no summary")
            for status, response in operation["responses"].items():
                if "$ref" in response:
                    response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
                is_error = status == "default" or status >= "400"
                kinds = set(response.get("content", {}))
                is_page = "pages" in operation["tags"]
                if is_error and not is_page and kinds != {"application/problem+json"}:
                    problems.append(f"{place}: {status} is not a problem document")
            if operation.get("security") != [] and "401" not in operation["responses"]:
                problems.append(f"{place}: needs credentials, but does not say 401")


def check_codes(document):
    """The list of codes in the document is that of the program."""
    pattern = re.compile(r'(?:\bcode: |\bconflict\(|\binvalid\(|\binput\(|\brefusal\(\s*id,)\s*"([a-z-]+)"')
    used = set()
    for room in ("Gateway", "Workers", "Jobs"):
        for path in (ROOT / "Sources" / room).rglob("*.swift"):
            used |= set(pattern.findall(path.read_text(encoding="utf-8")))
    # A code with an interpolation (`http-…`) stands in the text.
    used.discard("http-")
    listed = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", document["components"]["schemas"]["Problem"]["description"]))
    for code in sorted(used - listed):
        problems.append(f"the code {code} is not in the description of Problem")
    for code in sorted(listed - used - {"code"}):
        problems.append(f"the code {code} of the description of Problem is not in the program")
    if len(used) < 30:
        problems.append(f"only {len(used)} codes were found in the program; is the pattern still right?")


description = ROOT / "Sources/Gateway/Resources/openapi.yaml"
document = yaml.safe_load(description.read_text(encoding="utf-8"))
for error in OpenAPIV31SpecValidator(document).iter_errors():
    problems.append(f"{description.name}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
check_examples(document)
check_operations(document)
check_codes(document)

schemas = sorted((ROOT / "queues").glob("*.schema.json"))
if not schemas:
    problems.append("queues: there are no schemas")
for path in schemas:
    schema = json.loads(path.read_text(encoding="utf-8"))
    if schema.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
        problems.append(f"{path.name}: does not name draft 2020-12")
    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema):
        problems.append(f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message}")

for problem in problems:
    print(problem)
print(f"{len(document['paths'])} paths, {len(schemas)} schemas, {len(problems)} problems")
sys.exit(1 if problems else 0)
