from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_card import PageCard
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    customer_number: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["customer_number"] = customer_number

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/cards/tokens",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageCard | Problem:
    if response.status_code == 200:
        response_200 = PageCard.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageCard | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> Response[PageCard | Problem]:
    """List Cards

     List cards by their tokens.

    Args:
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageCard | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> PageCard | Problem | None:
    """List Cards

     List cards by their tokens.

    Args:
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageCard | Problem
    """

    return sync_detailed(
        client=client,
        customer_number=customer_number,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> Response[PageCard | Problem]:
    """List Cards

     List cards by their tokens.

    Args:
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageCard | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
) -> PageCard | Problem | None:
    """List Cards

     List cards by their tokens.

    Args:
        customer_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageCard | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            customer_number=customer_number,
        )
    ).parsed
