from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.letter_settled import LetterSettled
from ...models.new_settlement import NewSettlement
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    notice_id: str,
    *,
    body: NewSettlement,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/dunning/letters/{notice_id}/settlement".format(
            notice_id=quote(str(notice_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> LetterSettled | Problem:
    if response.status_code == 200:
        response_200 = LetterSettled.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[LetterSettled | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    notice_id: str,
    *,
    client: AuthenticatedClient,
    body: NewSettlement,
    idempotency_key: str | Unset = "",
) -> Response[LetterSettled | Problem]:
    """Settle Letter

     Say of a letter nobody knows about whether it went; one that did not is sent again.

    Args:
        notice_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewSettlement): Whether a letter that nobody knows about went, and how you know.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LetterSettled | Problem]
    """

    kwargs = _get_kwargs(
        notice_id=notice_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    notice_id: str,
    *,
    client: AuthenticatedClient,
    body: NewSettlement,
    idempotency_key: str | Unset = "",
) -> LetterSettled | Problem | None:
    """Settle Letter

     Say of a letter nobody knows about whether it went; one that did not is sent again.

    Args:
        notice_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewSettlement): Whether a letter that nobody knows about went, and how you know.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LetterSettled | Problem
    """

    return sync_detailed(
        notice_id=notice_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    notice_id: str,
    *,
    client: AuthenticatedClient,
    body: NewSettlement,
    idempotency_key: str | Unset = "",
) -> Response[LetterSettled | Problem]:
    """Settle Letter

     Say of a letter nobody knows about whether it went; one that did not is sent again.

    Args:
        notice_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewSettlement): Whether a letter that nobody knows about went, and how you know.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LetterSettled | Problem]
    """

    kwargs = _get_kwargs(
        notice_id=notice_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    notice_id: str,
    *,
    client: AuthenticatedClient,
    body: NewSettlement,
    idempotency_key: str | Unset = "",
) -> LetterSettled | Problem | None:
    """Settle Letter

     Say of a letter nobody knows about whether it went; one that did not is sent again.

    Args:
        notice_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewSettlement): Whether a letter that nobody knows about went, and how you know.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LetterSettled | Problem
    """

    return (
        await asyncio_detailed(
            notice_id=notice_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
