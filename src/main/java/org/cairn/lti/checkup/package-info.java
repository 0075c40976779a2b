/** Whether the registrations work: what happened lately, and what a trial shows. */
@org.jspecify.annotations.NullMarked
package org.cairn.lti.checkup;
