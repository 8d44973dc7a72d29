"""Forms filled in as a browser does it: what the page holds, and what a person changes."""

from lxml import html


def fields_of(answer, form_id):
    """`{name: value or list of values}` that a browser would send, were the form sent untouched."""
    form = html.fromstring(answer.content.decode()).get_element_by_id(form_id)
    fields = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}


def send(client, address, form_id, **changes):
    """Open the page at `address`, change some fields of its form, send it. None takes a field out."""
    fields = fields_of(client.get(address), form_id) | changes
    sent = {name: value for name, value in fields.items() if value is not None}
    return client.post(address, sent, follow=True)
