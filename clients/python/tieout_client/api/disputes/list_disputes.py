from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_dispute import PageDispute
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    customer_number: str | Unset = "",
    ended: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["customer_number"] = customer_number

    params["ended"] = ended

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/disputes",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDispute | Problem:
    if response.status_code == 200:
        response_200 = PageDispute.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageDispute | Problem]:
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
    ended: bool | Unset = False,
) -> Response[PageDispute | Problem]:
    """List Disputes

     List cases, the oldest first; a short payment's deduction is one by itself.

    Args:
        customer_number (str | Unset):  Default: ''.
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDispute | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        ended=ended,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    ended: bool | Unset = False,
) -> PageDispute | Problem | None:
    """List Disputes

     List cases, the oldest first; a short payment's deduction is one by itself.

    Args:
        customer_number (str | Unset):  Default: ''.
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDispute | Problem
    """

    return sync_detailed(
        client=client,
        customer_number=customer_number,
        ended=ended,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    ended: bool | Unset = False,
) -> Response[PageDispute | Problem]:
    """List Disputes

     List cases, the oldest first; a short payment's deduction is one by itself.

    Args:
        customer_number (str | Unset):  Default: ''.
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDispute | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        ended=ended,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    ended: bool | Unset = False,
) -> PageDispute | Problem | None:
    """List Disputes

     List cases, the oldest first; a short payment's deduction is one by itself.

    Args:
        customer_number (str | Unset):  Default: ''.
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDispute | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            customer_number=customer_number,
            ended=ended,
        )
    ).parsed
