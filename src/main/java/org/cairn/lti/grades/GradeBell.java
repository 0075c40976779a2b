package org.cairn.lti.grades;

import org.cairn.worker.Bell;
import org.springframework.stereotype.Component;

/** Rings when there are grades to write, to read or columns to make. */
@Component
class GradeBell extends Bell {}
