from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.work_with_tries import WorkWithTries
from ...types import Response


def _get_kwargs(
    work_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/jobs/{work_id}".format(
            work_id=quote(str(work_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | WorkWithTries:
    if response.status_code == 200:
        response_200 = WorkWithTries.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | WorkWithTries]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    work_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | WorkWithTries]:
    """Read Work

     Read a piece of work with every try of it.

    Args:
        work_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WorkWithTries]
    """

    kwargs = _get_kwargs(
        work_id=work_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    work_id: str,
    *,
    client: AuthenticatedClient,
) -> Problem | WorkWithTries | None:
    """Read Work

     Read a piece of work with every try of it.

    Args:
        work_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WorkWithTries
    """

    return sync_detailed(
        work_id=work_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    work_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | WorkWithTries]:
    """Read Work

     Read a piece of work with every try of it.

    Args:
        work_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WorkWithTries]
    """

    kwargs = _get_kwargs(
        work_id=work_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    work_id: str,
    *,
    client: AuthenticatedClient,
) -> Problem | WorkWithTries | None:
    """Read Work

     Read a piece of work with every try of it.

    Args:
        work_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WorkWithTries
    """

    return (
        await asyncio_detailed(
            work_id=work_id,
            client=client,
        )
    ).parsed
