from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.card_settlement import CardSettlement
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    processor: str,
    *,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/cards/processors/{processor}/settlements".format(
            processor=quote(str(processor), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CardSettlement | Problem:
    if response.status_code == 201:
        response_201 = CardSettlement.from_dict(response.json())

        return response_201

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CardSettlement | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    processor: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[CardSettlement | Problem]:
    """Settle Cards

     Read back what is open at a processor, take what it told, book payouts that are the bank's deposits.

    Args:
        processor (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CardSettlement | Problem]
    """

    kwargs = _get_kwargs(
        processor=processor,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    processor: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> CardSettlement | Problem | None:
    """Settle Cards

     Read back what is open at a processor, take what it told, book payouts that are the bank's deposits.

    Args:
        processor (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CardSettlement | Problem
    """

    return sync_detailed(
        processor=processor,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    processor: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> Response[CardSettlement | Problem]:
    """Settle Cards

     Read back what is open at a processor, take what it told, book payouts that are the bank's deposits.

    Args:
        processor (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CardSettlement | Problem]
    """

    kwargs = _get_kwargs(
        processor=processor,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    processor: str,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = "",
) -> CardSettlement | Problem | None:
    """Settle Cards

     Read back what is open at a processor, take what it told, book payouts that are the bank's deposits.

    Args:
        processor (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CardSettlement | Problem
    """

    return (
        await asyncio_detailed(
            processor=processor,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
