"""The addresses of signing in and of one's own account, under /<lang>/account/; what is not here does not exist."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from .limits import fresh
from .views.account import account
from .views.addresses import addresses, confirm_address
from .views.data import account_erased, erase_account, my_data
from .views.equal_work import letter_or_blank, one_lookup
from .views.proving import leads_back, prove_by_code
from .views.second_factor import keeps_one
from .views.sessions import sessions

ask_code = letter_or_blank("accounts/letters/sign_in_code")(allauth_views.request_login_code)
ask_password = letter_or_blank("accounts/letters/new_password")(allauth_views.password_reset)
sign_in_by_passkey = leads_back("account_login")(passkey_views.login_webauthn)
prove_by_passkey = leads_back("mfa_reauthenticate_webauthn")(passkey_views.reauthenticate_webauthn)

urlpatterns = [
    path("", account, name="account"),
    path("addresses/", addresses, name="addresses"),
    path("addresses/confirm/", confirm_address, name="confirm_address"),
    path("sessions/", sessions, name="sessions"),
    path("data/", my_data, name="my_data"),
    path("data/erase/", erase_account, name="erase_account"),
    path("erased/", account_erased, name="account_erased"),
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("login/code/", ask_code, name="account_request_login_code"),
    path("login/code/confirm/", one_lookup(allauth_views.confirm_login_code), name="account_confirm_login_code"),
    path("login/passkey/", sign_in_by_passkey, name="mfa_login_webauthn"),
    path("login/second-factor/", factor_views.authenticate, name="mfa_authenticate"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/set/", fresh(allauth_views.password_set), name="account_set_password"),
    path("password/reset/", ask_password, name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("prove/password/", never_cache(allauth_views.reauthenticate), name="account_reauthenticate"),
    path("prove/app/", never_cache(factor_views.reauthenticate), name="mfa_reauthenticate"),
    path("prove/passkey/", never_cache(prove_by_passkey), name="mfa_reauthenticate_webauthn"),
    path("prove/code/", prove_by_code, name="prove_by_code"),
    path("second-factor/", never_cache(factor_views.index), name="mfa_index"),
    path("second-factor/passkeys/", never_cache(factor_views.index), name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", never_cache(fresh(passkey_views.add_webauthn)), name="mfa_add_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        never_cache(fresh(keeps_one(passkey_views.remove_webauthn))),
        name="mfa_remove_webauthn",
    ),
    path("second-factor/app/", never_cache(fresh(app_views.activate_totp)), name="mfa_activate_totp"),
    path("second-factor/app/remove/", never_cache(fresh(app_views.deactivate_totp)), name="mfa_deactivate_totp"),
    path(
        "second-factor/recovery-codes/",
        never_cache(fresh(recovery_views.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/recovery-codes/new/",
        never_cache(fresh(recovery_views.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
]
