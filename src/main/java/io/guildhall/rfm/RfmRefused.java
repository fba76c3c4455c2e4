package io.guildhall.rfm;

import io.guildhall.shared.DomainException;

/** Why scores could not be computed. */
public class RfmRefused extends DomainException {

	private RfmRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "rfm." + code, message, args);
	}

	static RfmRefused window() {
		return new RfmRefused(Kind.INVALID, "window-refused", "A window has %s to %s days", RfmService.SHORTEST_WINDOW,
				RfmService.LONGEST_WINDOW);
	}

}
