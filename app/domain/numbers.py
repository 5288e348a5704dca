"""Numbers as people write them into the cells of a form: counts, scores."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from app.domain.errors.catalogue import fault
from app.domain.errors.fault import Fault
from app.domain.form import Field, FieldKind, FormSpec
from app.domain.review import Review, form_values


def read_number(text: str, field: Field) -> str | Fault:
    """Return a number as forms write it, or what is wrong with it as this field's number.

    Full-width digits and spaces around are mended; an empty text stays one.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return ""
    found = re.fullmatch(r"-?[0-9]+(?:\.([0-9]+))?", plain)
    if found is None or len(found[1] or "") > field.decimals:
        return _unreadable(text, field)
    if Decimal(plain) < field.least:
        return fault("number.small", text=text, least=field.least)
    if field.most is not None and Decimal(plain) > field.most:
        return fault("number.large", text=text, most=field.most)
    return plain


def wrong_numbers(review: Review, spec: FormSpec) -> Iterator[tuple[str, Fault]]:
    """Give label and fault of every number in a record that is none."""
    values = form_values(review)
    for field in spec.fields:
        if field.kind is FieldKind.NUMBER:
            found = read_number(values.get(field.key, ""), field)
            if isinstance(found, Fault):
                yield field.label, found


def _unreadable(text: str, field: Field) -> Fault:
    if not field.decimals:
        return fault("number.whole", text=text)
    example = "9." + "5" * field.decimals
    return fault("number.decimal", text=text, count=field.decimals, example=example)
