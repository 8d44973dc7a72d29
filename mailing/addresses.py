"""Which e-mail addresses people may give: readers, and the units that answer them."""

import re

from django.core.validators import EmailValidator


class AddressValidator(EmailValidator):
    """As Django's, without forms that no reader has and no mail server takes: `"<a>"@thu.vn`, `a@[::1]`."""

    user_regex = re.compile(r"[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*\Z", re.IGNORECASE)
    literal_regex = re.compile(r"(?!)")

    def validate_domain_part(self, domain_part):
        try:
            domain_part.encode("idna")
        except UnicodeError:
            return False
        return super().validate_domain_part(domain_part)
