from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_credit_application import PageCreditApplication
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    ended: bool | Unset = False,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["ended"] = ended

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/credit/applications",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageCreditApplication | Problem:
    if response.status_code == 200:
        response_200 = PageCreditApplication.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageCreditApplication | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    ended: bool | Unset = False,
) -> Response[PageCreditApplication | Problem]:
    """List Applications

     List the applications that wait, those due first at the head, or those that ended.

    Args:
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageCreditApplication | Problem]
    """

    kwargs = _get_kwargs(
        ended=ended,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    ended: bool | Unset = False,
) -> PageCreditApplication | Problem | None:
    """List Applications

     List the applications that wait, those due first at the head, or those that ended.

    Args:
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageCreditApplication | Problem
    """

    return sync_detailed(
        client=client,
        ended=ended,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    ended: bool | Unset = False,
) -> Response[PageCreditApplication | Problem]:
    """List Applications

     List the applications that wait, those due first at the head, or those that ended.

    Args:
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageCreditApplication | Problem]
    """

    kwargs = _get_kwargs(
        ended=ended,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    ended: bool | Unset = False,
) -> PageCreditApplication | Problem | None:
    """List Applications

     List the applications that wait, those due first at the head, or those that ended.

    Args:
        ended (bool | Unset):  Default: False.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageCreditApplication | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            ended=ended,
        )
    ).parsed
