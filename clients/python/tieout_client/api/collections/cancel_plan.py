from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.new_cancellation import NewCancellation
from ...models.plan_ended import PlanEnded
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    arrangement_id: str,
    *,
    body: NewCancellation,
    idempotency_key: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/collections/plans/{arrangement_id}/cancellation".format(
            arrangement_id=quote(str(arrangement_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PlanEnded | Problem:
    if response.status_code == 200:
        response_200 = PlanEnded.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PlanEnded | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    arrangement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCancellation,
    idempotency_key: str | Unset = "",
) -> Response[PlanEnded | Problem]:
    """Cancel Plan

     End a plan or a settlement: its documents are asked for again.

    Args:
        arrangement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCancellation): Why a plan or a settlement ends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanEnded | Problem]
    """

    kwargs = _get_kwargs(
        arrangement_id=arrangement_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    arrangement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCancellation,
    idempotency_key: str | Unset = "",
) -> PlanEnded | Problem | None:
    """Cancel Plan

     End a plan or a settlement: its documents are asked for again.

    Args:
        arrangement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCancellation): Why a plan or a settlement ends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanEnded | Problem
    """

    return sync_detailed(
        arrangement_id=arrangement_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    arrangement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCancellation,
    idempotency_key: str | Unset = "",
) -> Response[PlanEnded | Problem]:
    """Cancel Plan

     End a plan or a settlement: its documents are asked for again.

    Args:
        arrangement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCancellation): Why a plan or a settlement ends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlanEnded | Problem]
    """

    kwargs = _get_kwargs(
        arrangement_id=arrangement_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    arrangement_id: str,
    *,
    client: AuthenticatedClient,
    body: NewCancellation,
    idempotency_key: str | Unset = "",
) -> PlanEnded | Problem | None:
    """Cancel Plan

     End a plan or a settlement: its documents are asked for again.

    Args:
        arrangement_id (str):
        idempotency_key (str | Unset): Makes the request safe to repeat: the same key and body
            give the first answer again. Default: ''.
        body (NewCancellation): Why a plan or a settlement ends.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlanEnded | Problem
    """

    return (
        await asyncio_detailed(
            arrangement_id=arrangement_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
