import datetime
from http import HTTPStatus
from typing import Any, Literal

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.page_found import PageFound
from ...models.problem import Problem
from ...models.search_receipts_status_type_0 import SearchReceiptsStatusType0
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: Literal[""] | SearchReceiptsStatusType0 | Unset = "",
    amount: int | None | Unset = UNSET,
    currency: str | Unset = "",
    tolerance: int | Unset = 0,
    bank_reference: str | Unset = "",
    payer: str | Unset = "",
    customer: str | Unset = "",
    date_from: datetime.date | None | Unset = UNSET,
    date_to: datetime.date | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["after"] = after

    json_status: Literal[""] | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    elif isinstance(status, str):
        json_status = status
    else:
        json_status = status
    params["status"] = json_status

    json_amount: int | None | Unset
    if isinstance(amount, Unset):
        json_amount = UNSET
    else:
        json_amount = amount
    params["amount"] = json_amount

    params["currency"] = currency

    params["tolerance"] = tolerance

    params["bank_reference"] = bank_reference

    params["payer"] = payer

    params["customer"] = customer

    json_date_from: None | str | Unset
    if isinstance(date_from, Unset):
        json_date_from = UNSET
    elif isinstance(date_from, datetime.date):
        json_date_from = date_from.isoformat()
    else:
        json_date_from = date_from
    params["date_from"] = json_date_from

    json_date_to: None | str | Unset
    if isinstance(date_to, Unset):
        json_date_to = UNSET
    elif isinstance(date_to, datetime.date):
        json_date_to = date_to.isoformat()
    else:
        json_date_to = date_to
    params["date_to"] = json_date_to

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/receipts/search",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageFound | Problem:
    if response.status_code == 200:
        response_200 = PageFound.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageFound | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: Literal[""] | SearchReceiptsStatusType0 | Unset = "",
    amount: int | None | Unset = UNSET,
    currency: str | Unset = "",
    tolerance: int | Unset = 0,
    bank_reference: str | Unset = "",
    payer: str | Unset = "",
    customer: str | Unset = "",
    date_from: datetime.date | None | Unset = UNSET,
    date_to: datetime.date | None | Unset = UNSET,
) -> Response[PageFound | Problem]:
    """Search Receipts

     Find receipts as `GET /v1/receipts` does, each with every application of it: who made it, when and
    why.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (Literal[''] | SearchReceiptsStatusType0 | Unset):  Default: ''.
        amount (int | None | Unset): Minor units, of any currency where none is named.
        currency (str | Unset): ISO 4217. Default: ''.
        tolerance (int | Unset): Minor units, to both sides of `amount`. Default: 0.
        bank_reference (str | Unset): Trace, check number, IMAD or any reference. Default: ''.
        payer (str | Unset): A part of the payer's name. Default: ''.
        customer (str | Unset): A customer's number. Default: ''.
        date_from (datetime.date | None | Unset):
        date_to (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageFound | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        status=status,
        amount=amount,
        currency=currency,
        tolerance=tolerance,
        bank_reference=bank_reference,
        payer=payer,
        customer=customer,
        date_from=date_from,
        date_to=date_to,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: Literal[""] | SearchReceiptsStatusType0 | Unset = "",
    amount: int | None | Unset = UNSET,
    currency: str | Unset = "",
    tolerance: int | Unset = 0,
    bank_reference: str | Unset = "",
    payer: str | Unset = "",
    customer: str | Unset = "",
    date_from: datetime.date | None | Unset = UNSET,
    date_to: datetime.date | None | Unset = UNSET,
) -> PageFound | Problem | None:
    """Search Receipts

     Find receipts as `GET /v1/receipts` does, each with every application of it: who made it, when and
    why.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (Literal[''] | SearchReceiptsStatusType0 | Unset):  Default: ''.
        amount (int | None | Unset): Minor units, of any currency where none is named.
        currency (str | Unset): ISO 4217. Default: ''.
        tolerance (int | Unset): Minor units, to both sides of `amount`. Default: 0.
        bank_reference (str | Unset): Trace, check number, IMAD or any reference. Default: ''.
        payer (str | Unset): A part of the payer's name. Default: ''.
        customer (str | Unset): A customer's number. Default: ''.
        date_from (datetime.date | None | Unset):
        date_to (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageFound | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        status=status,
        amount=amount,
        currency=currency,
        tolerance=tolerance,
        bank_reference=bank_reference,
        payer=payer,
        customer=customer,
        date_from=date_from,
        date_to=date_to,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: Literal[""] | SearchReceiptsStatusType0 | Unset = "",
    amount: int | None | Unset = UNSET,
    currency: str | Unset = "",
    tolerance: int | Unset = 0,
    bank_reference: str | Unset = "",
    payer: str | Unset = "",
    customer: str | Unset = "",
    date_from: datetime.date | None | Unset = UNSET,
    date_to: datetime.date | None | Unset = UNSET,
) -> Response[PageFound | Problem]:
    """Search Receipts

     Find receipts as `GET /v1/receipts` does, each with every application of it: who made it, when and
    why.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (Literal[''] | SearchReceiptsStatusType0 | Unset):  Default: ''.
        amount (int | None | Unset): Minor units, of any currency where none is named.
        currency (str | Unset): ISO 4217. Default: ''.
        tolerance (int | Unset): Minor units, to both sides of `amount`. Default: 0.
        bank_reference (str | Unset): Trace, check number, IMAD or any reference. Default: ''.
        payer (str | Unset): A part of the payer's name. Default: ''.
        customer (str | Unset): A customer's number. Default: ''.
        date_from (datetime.date | None | Unset):
        date_to (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageFound | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        status=status,
        amount=amount,
        currency=currency,
        tolerance=tolerance,
        bank_reference=bank_reference,
        payer=payer,
        customer=customer,
        date_from=date_from,
        date_to=date_to,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    after: str | Unset = "",
    status: Literal[""] | SearchReceiptsStatusType0 | Unset = "",
    amount: int | None | Unset = UNSET,
    currency: str | Unset = "",
    tolerance: int | Unset = 0,
    bank_reference: str | Unset = "",
    payer: str | Unset = "",
    customer: str | Unset = "",
    date_from: datetime.date | None | Unset = UNSET,
    date_to: datetime.date | None | Unset = UNSET,
) -> PageFound | Problem | None:
    """Search Receipts

     Find receipts as `GET /v1/receipts` does, each with every application of it: who made it, when and
    why.

    Args:
        limit (int | Unset): Rows a page. Default: 50.
        after (str | Unset): The `next_cursor` of the page before. Default: ''.
        status (Literal[''] | SearchReceiptsStatusType0 | Unset):  Default: ''.
        amount (int | None | Unset): Minor units, of any currency where none is named.
        currency (str | Unset): ISO 4217. Default: ''.
        tolerance (int | Unset): Minor units, to both sides of `amount`. Default: 0.
        bank_reference (str | Unset): Trace, check number, IMAD or any reference. Default: ''.
        payer (str | Unset): A part of the payer's name. Default: ''.
        customer (str | Unset): A customer's number. Default: ''.
        date_from (datetime.date | None | Unset):
        date_to (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageFound | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            status=status,
            amount=amount,
            currency=currency,
            tolerance=tolerance,
            bank_reference=bank_reference,
            payer=payer,
            customer=customer,
            date_from=date_from,
            date_to=date_to,
        )
    ).parsed
