from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_card_authorisation import PageCardAuthorisation
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    customer_number: str | Unset = "",
    order_number: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["customer_number"] = customer_number

    params["order_number"] = order_number

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/cards/authorisations",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageCardAuthorisation | Problem:
    if response.status_code == 200:
        response_200 = PageCardAuthorisation.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageCardAuthorisation | Problem]:
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
    order_number: str | Unset = "",
) -> Response[PageCardAuthorisation | Problem]:
    """List Authorisations

     List authorisations as they stand today.

    Args:
        customer_number (str | Unset):  Default: ''.
        order_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageCardAuthorisation | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        order_number=order_number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    order_number: str | Unset = "",
) -> PageCardAuthorisation | Problem | None:
    """List Authorisations

     List authorisations as they stand today.

    Args:
        customer_number (str | Unset):  Default: ''.
        order_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageCardAuthorisation | Problem
    """

    return sync_detailed(
        client=client,
        customer_number=customer_number,
        order_number=order_number,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    order_number: str | Unset = "",
) -> Response[PageCardAuthorisation | Problem]:
    """List Authorisations

     List authorisations as they stand today.

    Args:
        customer_number (str | Unset):  Default: ''.
        order_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageCardAuthorisation | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        order_number=order_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    order_number: str | Unset = "",
) -> PageCardAuthorisation | Problem | None:
    """List Authorisations

     List authorisations as they stand today.

    Args:
        customer_number (str | Unset):  Default: ''.
        order_number (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageCardAuthorisation | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            customer_number=customer_number,
            order_number=order_number,
        )
    ).parsed
