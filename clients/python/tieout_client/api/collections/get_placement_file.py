from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.placement_file import PlacementFile
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    placement_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/collections/placements/{placement_id}/file".format(
            placement_id=quote(str(placement_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PlacementFile | Problem:
    if response.status_code == 200:
        response_200 = PlacementFile.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PlacementFile | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    placement_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[PlacementFile | Problem]:
    """Get Placement File

     Return the file that the agency was given.

    Args:
        placement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlacementFile | Problem]
    """

    kwargs = _get_kwargs(
        placement_id=placement_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    placement_id: str,
    *,
    client: AuthenticatedClient,
) -> PlacementFile | Problem | None:
    """Get Placement File

     Return the file that the agency was given.

    Args:
        placement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlacementFile | Problem
    """

    return sync_detailed(
        placement_id=placement_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    placement_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[PlacementFile | Problem]:
    """Get Placement File

     Return the file that the agency was given.

    Args:
        placement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlacementFile | Problem]
    """

    kwargs = _get_kwargs(
        placement_id=placement_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    placement_id: str,
    *,
    client: AuthenticatedClient,
) -> PlacementFile | Problem | None:
    """Get Placement File

     Return the file that the agency was given.

    Args:
        placement_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlacementFile | Problem
    """

    return (
        await asyncio_detailed(
            placement_id=placement_id,
            client=client,
        )
    ).parsed
