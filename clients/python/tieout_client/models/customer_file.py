from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.asked import Asked
    from ..models.customer_file_assignments_item import CustomerFileAssignmentsItem
    from ..models.customer_file_contacts_item import CustomerFileContactsItem
    from ..models.customer_file_papers_item import CustomerFilePapersItem
    from ..models.customer_file_reviews_item import CustomerFileReviewsItem
    from ..models.customer_file_sites_item import CustomerFileSitesItem
    from ..models.customer_file_statement_preferences_item import CustomerFileStatementPreferencesItem
    from ..models.facet import Facet
    from ..models.payee import Payee
    from ..models.version import Version


T = TypeVar("T", bound="CustomerFile")


@_attrs_define
class CustomerFile:
    """All that is known of a customer on a day.

    Attributes:
        assignments (list[CustomerFileAssignmentsItem]):
        children (list[str]):
        contacts (list[CustomerFileContactsItem]):
        customer (Facet): The facts of a customer as they stood on a day.
        history (list[Version]):
        papers (list[CustomerFilePapersItem]):
        parents (list[str]):
        payees (list[Payee]):
        requests (list[Asked]):
        reviews (list[CustomerFileReviewsItem]):
        sites (list[CustomerFileSitesItem]):
        statement_preferences (list[CustomerFileStatementPreferencesItem]):
    """

    assignments: list[CustomerFileAssignmentsItem]
    children: list[str]
    contacts: list[CustomerFileContactsItem]
    customer: Facet
    history: list[Version]
    papers: list[CustomerFilePapersItem]
    parents: list[str]
    payees: list[Payee]
    requests: list[Asked]
    reviews: list[CustomerFileReviewsItem]
    sites: list[CustomerFileSitesItem]
    statement_preferences: list[CustomerFileStatementPreferencesItem]

    def to_dict(self) -> dict[str, Any]:
        assignments = []
        for assignments_item_data in self.assignments:
            assignments_item = assignments_item_data.to_dict()
            assignments.append(assignments_item)

        children = self.children

        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)

        customer = self.customer.to_dict()

        history = []
        for history_item_data in self.history:
            history_item = history_item_data.to_dict()
            history.append(history_item)

        papers = []
        for papers_item_data in self.papers:
            papers_item = papers_item_data.to_dict()
            papers.append(papers_item)

        parents = self.parents

        payees = []
        for payees_item_data in self.payees:
            payees_item = payees_item_data.to_dict()
            payees.append(payees_item)

        requests = []
        for requests_item_data in self.requests:
            requests_item = requests_item_data.to_dict()
            requests.append(requests_item)

        reviews = []
        for reviews_item_data in self.reviews:
            reviews_item = reviews_item_data.to_dict()
            reviews.append(reviews_item)

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        statement_preferences = []
        for statement_preferences_item_data in self.statement_preferences:
            statement_preferences_item = statement_preferences_item_data.to_dict()
            statement_preferences.append(statement_preferences_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "assignments": assignments,
                "children": children,
                "contacts": contacts,
                "customer": customer,
                "history": history,
                "papers": papers,
                "parents": parents,
                "payees": payees,
                "requests": requests,
                "reviews": reviews,
                "sites": sites,
                "statement_preferences": statement_preferences,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.asked import Asked  # noqa: PLC0415
        from ..models.customer_file_assignments_item import CustomerFileAssignmentsItem  # noqa: PLC0415
        from ..models.customer_file_contacts_item import CustomerFileContactsItem  # noqa: PLC0415
        from ..models.customer_file_papers_item import CustomerFilePapersItem  # noqa: PLC0415
        from ..models.customer_file_reviews_item import CustomerFileReviewsItem  # noqa: PLC0415
        from ..models.customer_file_sites_item import CustomerFileSitesItem  # noqa: PLC0415
        from ..models.customer_file_statement_preferences_item import CustomerFileStatementPreferencesItem  # noqa: PLC0415
        from ..models.facet import Facet  # noqa: PLC0415
        from ..models.payee import Payee  # noqa: PLC0415
        from ..models.version import Version  # noqa: PLC0415

        d = dict(src_dict)
        assignments = []
        _assignments = d.pop("assignments")
        for assignments_item_data in _assignments:
            assignments_item = CustomerFileAssignmentsItem.from_dict(assignments_item_data)

            assignments.append(assignments_item)

        children = cast(list[str], d.pop("children"))

        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in _contacts:
            contacts_item = CustomerFileContactsItem.from_dict(contacts_item_data)

            contacts.append(contacts_item)

        customer = Facet.from_dict(d.pop("customer"))

        history = []
        _history = d.pop("history")
        for history_item_data in _history:
            history_item = Version.from_dict(history_item_data)

            history.append(history_item)

        papers = []
        _papers = d.pop("papers")
        for papers_item_data in _papers:
            papers_item = CustomerFilePapersItem.from_dict(papers_item_data)

            papers.append(papers_item)

        parents = cast(list[str], d.pop("parents"))

        payees = []
        _payees = d.pop("payees")
        for payees_item_data in _payees:
            payees_item = Payee.from_dict(payees_item_data)

            payees.append(payees_item)

        requests = []
        _requests = d.pop("requests")
        for requests_item_data in _requests:
            requests_item = Asked.from_dict(requests_item_data)

            requests.append(requests_item)

        reviews = []
        _reviews = d.pop("reviews")
        for reviews_item_data in _reviews:
            reviews_item = CustomerFileReviewsItem.from_dict(reviews_item_data)

            reviews.append(reviews_item)

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = CustomerFileSitesItem.from_dict(sites_item_data)

            sites.append(sites_item)

        statement_preferences = []
        _statement_preferences = d.pop("statement_preferences")
        for statement_preferences_item_data in _statement_preferences:
            statement_preferences_item = CustomerFileStatementPreferencesItem.from_dict(statement_preferences_item_data)

            statement_preferences.append(statement_preferences_item)

        customer_file = cls(
            assignments=assignments,
            children=children,
            contacts=contacts,
            customer=customer,
            history=history,
            papers=papers,
            parents=parents,
            payees=payees,
            requests=requests,
            reviews=reviews,
            sites=sites,
            statement_preferences=statement_preferences,
        )

        return customer_file
