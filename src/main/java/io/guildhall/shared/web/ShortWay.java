package io.guildhall.shared.web;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A door of programs at which so many knock at once that the way through all filters and
 * Spring MVC takes as long as what is behind it (ADR 138). Each has a door of a
 * controller at the same path, with which it shares what it does. Only what is plain and
 * goes well is answered here; all else goes the ordinary way, where one place says what
 * is refused and in which words. So who only reads the controller knows all that the door
 * does.
 */
public interface ShortWay {

	/** Whether the requests with this path are for this door; they are posts. */
	boolean isAt(String path);

	/**
	 * Does what the request asks for, in the organization and in the name of the program
	 * whose key it carries.
	 * @param request of which nothing but its path and its headers may be read
	 * @param body as it came
	 * @return what was made, to be answered as 201; null for a request that goes the
	 * ordinary way. Where something was done for it already, its attributes are to tell
	 * the controller what.
	 */
	@Nullable Object made(HttpServletRequest request, byte[] body);

}
