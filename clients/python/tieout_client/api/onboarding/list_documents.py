from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_account_document import PageAccountDocument
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    customer_number: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/credit/customers/{customer_number}/documents".format(
            customer_number=quote(str(customer_number), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageAccountDocument | Problem:
    if response.status_code == 200:
        response_200 = PageAccountDocument.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageAccountDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    customer_number: str,
    *,
    client: AuthenticatedClient,
) -> Response[PageAccountDocument | Problem]:
    """List Documents

     List a customer's documents in the order they came.

    Args:
        customer_number (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageAccountDocument | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    customer_number: str,
    *,
    client: AuthenticatedClient,
) -> PageAccountDocument | Problem | None:
    """List Documents

     List a customer's documents in the order they came.

    Args:
        customer_number (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageAccountDocument | Problem
    """

    return sync_detailed(
        customer_number=customer_number,
        client=client,
    ).parsed


async def asyncio_detailed(
    customer_number: str,
    *,
    client: AuthenticatedClient,
) -> Response[PageAccountDocument | Problem]:
    """List Documents

     List a customer's documents in the order they came.

    Args:
        customer_number (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageAccountDocument | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    customer_number: str,
    *,
    client: AuthenticatedClient,
) -> PageAccountDocument | Problem | None:
    """List Documents

     List a customer's documents in the order they came.

    Args:
        customer_number (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageAccountDocument | Problem
    """

    return (
        await asyncio_detailed(
            customer_number=customer_number,
            client=client,
        )
    ).parsed
