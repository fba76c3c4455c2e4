package io.guildhall.organization;

import io.guildhall.shared.DomainException;

/** Why something could not be done with an organization. */
public class OrganizationRefused extends DomainException {

	private OrganizationRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "organization." + code, message, args);
	}

	static OrganizationRefused unknown() {
		return new OrganizationRefused(Kind.NOT_FOUND, "unknown", "There is no such organization");
	}

	static OrganizationRefused slug(String slug) {
		return new OrganizationRefused(Kind.INVALID, "slug", "%s is no address of an organization", slug);
	}

	static OrganizationRefused slugTaken(String slug) {
		return new OrganizationRefused(Kind.CONFLICT, "slug-taken", "The address %s is taken", slug);
	}

	static OrganizationRefused name() {
		return new OrganizationRefused(Kind.INVALID, "name", "A name has 1 to 80 characters");
	}

	static OrganizationRefused settings() {
		return new OrganizationRefused(Kind.INVALID, "settings", "These settings do not fit");
	}

	static OrganizationRefused changedMeanwhile() {
		return new OrganizationRefused(Kind.CONFLICT, "changed-meanwhile", "The settings were changed in the meantime");
	}

}
