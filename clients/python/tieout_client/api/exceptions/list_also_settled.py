from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.otherwise import Otherwise
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    exception_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/exceptions/{exception_id}/also-settles".format(
            exception_id=quote(str(exception_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Otherwise | Problem:
    if response.status_code == 200:
        response_200 = Otherwise.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Otherwise | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    exception_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Otherwise | Problem]:
    """List Also Settled

     List the waiting receipts that what was learned from this one's answers decides otherwise.

    Args:
        exception_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Otherwise | Problem]
    """

    kwargs = _get_kwargs(
        exception_id=exception_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    exception_id: str,
    *,
    client: AuthenticatedClient,
) -> Otherwise | Problem | None:
    """List Also Settled

     List the waiting receipts that what was learned from this one's answers decides otherwise.

    Args:
        exception_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Otherwise | Problem
    """

    return sync_detailed(
        exception_id=exception_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    exception_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Otherwise | Problem]:
    """List Also Settled

     List the waiting receipts that what was learned from this one's answers decides otherwise.

    Args:
        exception_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Otherwise | Problem]
    """

    kwargs = _get_kwargs(
        exception_id=exception_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    exception_id: str,
    *,
    client: AuthenticatedClient,
) -> Otherwise | Problem | None:
    """List Also Settled

     List the waiting receipts that what was learned from this one's answers decides otherwise.

    Args:
        exception_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Otherwise | Problem
    """

    return (
        await asyncio_detailed(
            exception_id=exception_id,
            client=client,
        )
    ).parsed
