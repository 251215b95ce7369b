from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_refused_row import PageRefusedRow
from ...models.problem import Problem
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/bank-files/refused",
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageRefusedRow | Problem:
    if response.status_code == 200:
        response_200 = PageRefusedRow.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageRefusedRow | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[PageRefusedRow | Problem]:
    """List Refused Files

     List the files refused in the last 90 days, the newest first: who brought which, when and why; at
    most 100.

    The same bytes refused again for the same reason stand once. A file beyond `TIEOUT_FILE_BYTES_MAX`
    is not read:
    its name and size stand for its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageRefusedRow | Problem]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
) -> PageRefusedRow | Problem | None:
    """List Refused Files

     List the files refused in the last 90 days, the newest first: who brought which, when and why; at
    most 100.

    The same bytes refused again for the same reason stand once. A file beyond `TIEOUT_FILE_BYTES_MAX`
    is not read:
    its name and size stand for its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageRefusedRow | Problem
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[PageRefusedRow | Problem]:
    """List Refused Files

     List the files refused in the last 90 days, the newest first: who brought which, when and why; at
    most 100.

    The same bytes refused again for the same reason stand once. A file beyond `TIEOUT_FILE_BYTES_MAX`
    is not read:
    its name and size stand for its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageRefusedRow | Problem]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> PageRefusedRow | Problem | None:
    """List Refused Files

     List the files refused in the last 90 days, the newest first: who brought which, when and why; at
    most 100.

    The same bytes refused again for the same reason stand once. A file beyond `TIEOUT_FILE_BYTES_MAX`
    is not read:
    its name and size stand for its bytes.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageRefusedRow | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
