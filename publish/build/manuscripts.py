"""What an edited Word file says against the sources that it was made of, as they make it now."""

from __future__ import annotations

from pathlib import Path

from publish.base.messages import say
from publish.build.jobs import prepare
from publish.build.workers import Report
from publish.importing.manuscript.updating import Edited, Update
from publish.outputs.commission import Commission, Workers
from publish.outputs.docx.package import make_plain
from publish.publication.project import Project


def find_update(path: Path, project: Project, report: Report) -> Update:
    """Return what is to be changed in the sources of a project, so that they say what a Word file made of them says.

    Args:
        path: The Word file.
        project: The project.
        report: Told what is being done.

    Raises:
        PublishError: If the file is none of ours or older than its sources, or a change cannot be carried over.
    """
    report(say("read {name}", name=path.name))
    edited = Edited(path, project)
    sources = project.sources if edited.joined else tuple(edited.sources.values())
    job = prepare(project, sources, report)[0]
    return edited.update(make_plain(Commission(job.subject, job.project, job.assets, Workers())))
