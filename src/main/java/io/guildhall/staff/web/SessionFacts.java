package io.guildhall.staff.web;

import jakarta.servlet.http.HttpServletRequest;

/** What a session remembers of the browser that began it, for the list of sessions. */
final class SessionFacts {

	static final String AGENT = "guildhall.agent";

	static final String ADDRESS = "guildhall.address";

	private SessionFacts() {
	}

	/** Browser and system in a few words, as far as the browser tells. */
	static String agent(HttpServletRequest request) {
		String agent = String.valueOf(request.getHeader("User-Agent"));
		return first(agent, "Edg", "Edge", "OPR", "Opera", "MicroMessenger", "WeChat", "Firefox", "Firefox", "Chrome",
				"Chrome", "Safari", "Safari") + " · "
				+ first(agent, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows",
						"Mac OS X", "macOS", "Linux", "Linux");
	}

	private static String first(String agent, String... signsAndNames) {
		for (int i = 0; i < signsAndNames.length; i += 2) {
			if (agent.contains(signsAndNames[i])) {
				return signsAndNames[i + 1];
			}
		}
		return "?";
	}

}
