"""What is said to whoever may not come in, or may not do it."""

from kit.refusals import Refused


class SignInRefused(Refused):
    """Name, password or code is wrong."""

    code = "sign_in_refused"


class SignOnRefused(SignInRefused):
    """Signing in at the provider did not let in."""

    code = "sign_on_refused"


class SignInHeld(Refused):
    """Too many wrong tries: wait, then try again."""

    code = "sign_in_held"
    retry = True


class NewPasswordNeeded(Refused):
    """Somebody else set this password: choose one of your own in the field "New password"."""

    code = "new_password_needed"


class SignInNeeded(Refused):
    """Sign in first; a program sends its key as `Authorization: Bearer …`."""

    code = "sign_in_needed"


class DutiesConflict(Refused):
    """One person may not hold these duties together."""

    code = "duties_conflict"


class WeakPassword(Refused):
    """The password is too easily guessed."""

    code = "weak_password"
