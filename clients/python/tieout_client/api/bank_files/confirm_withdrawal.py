from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.confirmed_withdrawal import ConfirmedWithdrawal
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    file_id: str,
    *,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/withdrawals/{file_id}".format(
            file_id=quote(str(file_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConfirmedWithdrawal | Problem:
    if response.status_code == 202:
        response_202 = ConfirmedWithdrawal.from_dict(response.json())

        return response_202

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ConfirmedWithdrawal | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    file_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[ConfirmedWithdrawal | Problem]:
    """Confirm Withdrawal

     Say yes to all that waits of a file; the matching that follows reverses what goes and books what is
    new.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfirmedWithdrawal | Problem]
    """

    kwargs = _get_kwargs(
        file_id=file_id,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    file_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> ConfirmedWithdrawal | Problem | None:
    """Confirm Withdrawal

     Say yes to all that waits of a file; the matching that follows reverses what goes and books what is
    new.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfirmedWithdrawal | Problem
    """

    return sync_detailed(
        file_id=file_id,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    file_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[ConfirmedWithdrawal | Problem]:
    """Confirm Withdrawal

     Say yes to all that waits of a file; the matching that follows reverses what goes and books what is
    new.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfirmedWithdrawal | Problem]
    """

    kwargs = _get_kwargs(
        file_id=file_id,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    file_id: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> ConfirmedWithdrawal | Problem | None:
    """Confirm Withdrawal

     Say yes to all that waits of a file; the matching that follows reverses what goes and books what is
    new.

    Args:
        file_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfirmedWithdrawal | Problem
    """

    return (
        await asyncio_detailed(
            file_id=file_id,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
