"""The end of a PDF: fonts, pages, tag tree, bookmarks and the document's own facts, bound into one file."""

import io

import pydyf

from newsroom.demo.paper import PAGE_HEIGHT, PAGE_WIDTH, Element, Paper

FACES = {"bold": "Helvetica-Bold", "text": "Times-Roman"}


def bound(paper: Paper, title: str, language: str, publisher: str) -> bytes:
    pdf = pydyf.PDF()
    add_pages(pdf, paper)
    pdf.catalog.update(
        {
            "Lang": pydyf.String(language),
            "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
            "PageMode": "/UseOutlines",
            "StructTreeRoot": add_tags(pdf, paper).reference,
            "Outlines": add_bookmarks(pdf, paper).reference,
        }
    )
    pdf.info.update({"Title": pydyf.String(title), "Author": pydyf.String(publisher)})
    out = io.BytesIO()
    pdf.write(out, identifier=True)
    return out.getvalue()


def add_pages(pdf: pydyf.PDF, paper: Paper) -> None:
    fonts = pydyf.Dictionary({name: added(pdf, font(face)).reference for name, face in FACES.items()})
    for index, page in enumerate(paper.pages):
        pdf.add_object(page.stream)
        page.dictionary = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, PAGE_WIDTH, PAGE_HEIGHT]),
                "Contents": page.stream.reference,
                "Resources": pydyf.Dictionary({"Font": fonts}),
                "StructParents": index,
                "Tabs": "/S",
            }
        )
        pdf.add_page(page.dictionary)


def font(face: str) -> pydyf.Dictionary:
    return pydyf.Dictionary(
        {"Type": "/Font", "Subtype": "/Type1", "BaseFont": f"/{face}", "Encoding": "/WinAnsiEncoding"}
    )


def added(pdf: pydyf.PDF, thing: pydyf.Object) -> pydyf.Object:
    pdf.add_object(thing)
    return thing


def add_tags(pdf: pydyf.PDF, paper: Paper) -> pydyf.Dictionary:
    root = added(pdf, pydyf.Dictionary({"Type": "/StructTreeRoot"}))
    add_element(pdf, paper, paper.root, root)
    parents = pydyf.Array()
    for index, page in enumerate(paper.pages):
        owners = added(pdf, pydyf.Array([owner.dictionary.reference for owner in page.owners]))
        parents.extend([index, owners.reference])
    root["K"] = paper.root.dictionary.reference
    root["ParentTree"] = added(pdf, pydyf.Dictionary({"Nums": parents})).reference
    return root


def add_element(pdf: pydyf.PDF, paper: Paper, element: Element, parent: pydyf.Dictionary) -> None:
    pdf.add_object(element.dictionary)
    for child in element.children:
        add_element(pdf, paper, child, element.dictionary)
    marks = [
        pydyf.Dictionary({"Type": "/MCR", "Pg": paper.pages[page].dictionary.reference, "MCID": mark})
        for page, mark in element.marks
    ]
    element.dictionary.update(
        {
            "Type": "/StructElem",
            "S": f"/{element.tag}",
            "P": parent.reference,
            "K": pydyf.Array([*marks, *(child.dictionary.reference for child in element.children)]),
        }
    )
    if element.tag == "TH":
        element.dictionary["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})


def add_bookmarks(pdf: pydyf.PDF, paper: Paper) -> pydyf.Dictionary:
    outline = added(pdf, pydyf.Dictionary({"Type": "/Outlines", "Count": len(paper.bookmarks)}))
    items = []
    for heading, page, y in paper.bookmarks:
        target = pydyf.Array([paper.pages[page].dictionary.reference, "/XYZ", "null", round(y), "null"])
        item = {"Title": pydyf.String(heading), "Parent": outline.reference, "Dest": target}
        items.append(added(pdf, pydyf.Dictionary(item)))
    for before, after in zip(items, items[1:], strict=False):
        before["Next"], after["Prev"] = after.reference, before.reference
    if items:
        outline["First"], outline["Last"] = items[0].reference, items[-1].reference
    return outline
