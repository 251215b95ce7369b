from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.new_password import NewPassword
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    login: str,
    *,
    body: NewPassword,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/people/{login}/password".format(
            login=quote(str(login), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Problem:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    login: str,
    *,
    client: AuthenticatedClient,
    body: NewPassword,
    idempotency_key: str | Unset = "",
) -> Response[Any | Problem]:
    """Set Password

     Set somebody's password, and end their sessions; signing in with it they choose another.

    Args:
        login (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewPassword): A password; it is kept as argon2id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        login=login,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    login: str,
    *,
    client: AuthenticatedClient,
    body: NewPassword,
    idempotency_key: str | Unset = "",
) -> Any | Problem | None:
    """Set Password

     Set somebody's password, and end their sessions; signing in with it they choose another.

    Args:
        login (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewPassword): A password; it is kept as argon2id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return sync_detailed(
        login=login,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    login: str,
    *,
    client: AuthenticatedClient,
    body: NewPassword,
    idempotency_key: str | Unset = "",
) -> Response[Any | Problem]:
    """Set Password

     Set somebody's password, and end their sessions; signing in with it they choose another.

    Args:
        login (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewPassword): A password; it is kept as argon2id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        login=login,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    login: str,
    *,
    client: AuthenticatedClient,
    body: NewPassword,
    idempotency_key: str | Unset = "",
) -> Any | Problem | None:
    """Set Password

     Set somebody's password, and end their sessions; signing in with it they choose another.

    Args:
        login (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewPassword): A password; it is kept as argon2id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return (
        await asyncio_detailed(
            login=login,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
