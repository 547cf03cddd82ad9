from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "hundra.core.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from hundra.core.accounts import rules
        from hundra.core.ui import navigation

        navigation.register(
            section="run",
            label=_("Users"),
            url_name="users",
            rule=rules.may_administer,
            icon="users",
            order=10,
        )
        navigation.register(
            section="run",
            label=_("Roles"),
            url_name="roles",
            rule=rules.may_administer,
            icon="key-round",
            order=11,
        )
        navigation.register_link(
            place="account", label=_("My account"), url_name="account", icon="circle-user-round"
        )
