from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.new_step import NewStep
from ...models.problem import Problem
from ...models.requests_waiting import RequestsWaiting
from ...types import Response, Unset


def _get_kwargs(
    placement_id: str,
    *,
    body: NewStep,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/collections/placements/{placement_id}/steps".format(
            placement_id=quote(str(placement_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | RequestsWaiting:
    if response.status_code == 200:
        response_200 = RequestsWaiting.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | RequestsWaiting]:
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
    body: NewStep,
    idempotency_key: str | Unset = "",
) -> Response[Problem | RequestsWaiting]:
    """Tell Placement

     Write what became of a placement; closed, what is left is asked to be written off.

    Args:
        placement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewStep): What became of a placement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RequestsWaiting]
    """

    kwargs = _get_kwargs(
        placement_id=placement_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    placement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewStep,
    idempotency_key: str | Unset = "",
) -> Problem | RequestsWaiting | None:
    """Tell Placement

     Write what became of a placement; closed, what is left is asked to be written off.

    Args:
        placement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewStep): What became of a placement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RequestsWaiting
    """

    return sync_detailed(
        placement_id=placement_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    placement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewStep,
    idempotency_key: str | Unset = "",
) -> Response[Problem | RequestsWaiting]:
    """Tell Placement

     Write what became of a placement; closed, what is left is asked to be written off.

    Args:
        placement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewStep): What became of a placement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RequestsWaiting]
    """

    kwargs = _get_kwargs(
        placement_id=placement_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    placement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewStep,
    idempotency_key: str | Unset = "",
) -> Problem | RequestsWaiting | None:
    """Tell Placement

     Write what became of a placement; closed, what is left is asked to be written off.

    Args:
        placement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewStep): What became of a placement.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RequestsWaiting
    """

    return (
        await asyncio_detailed(
            placement_id=placement_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
