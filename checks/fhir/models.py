"""Reads Bundles, one a line of each file named, with the models of fhir.resources. Prints what is wrong; ends with 1 if
anything is. The first argument is the release: R5 or R4B (which has our resources as R4 has them)."""

import sys

from pydantic import ValidationError


def models(release):
    if release == "R5":
        from fhir.resources import get_fhir_model_class

        return get_fhir_model_class
    from fhir.resources.R4B import get_fhir_model_class

    return get_fhir_model_class


def main(release, files):
    bundle = models(release)("Bundle")
    count = errors = 0
    for file in files:
        with open(file, encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                count += 1
                try:
                    bundle.model_validate_json(line)
                except ValidationError as error:
                    for problem in error.errors(include_url=False, include_input=False):
                        errors += 1
                        if errors <= 50:
                            place = ".".join(map(str, problem["loc"]))
                            print(f"fhir.resources {release}: {file}:{count}: {place}: {problem['msg']}")
    print(f"fhir.resources {release}: {count} bundles, {errors} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
