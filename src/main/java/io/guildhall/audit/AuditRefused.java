package io.guildhall.audit;

import io.guildhall.shared.DomainException;

/** Why something of the trail is not shown. */
public class AuditRefused extends DomainException {

	private AuditRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "audit." + code, message, args);
	}

	static AuditRefused unknown() {
		return new AuditRefused(Kind.NOT_FOUND, "unknown", "There is no such object");
	}

}
