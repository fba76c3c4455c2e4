package io.guildhall.campaign;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a campaign. */
public class CampaignRefused extends DomainException {

	private CampaignRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "campaign." + code, message, args);
	}

	static CampaignRefused unknown(CampaignId id) {
		return new CampaignRefused(Kind.NOT_FOUND, "unknown", "There is no campaign %s", id);
	}

	static CampaignRefused launched() {
		return new CampaignRefused(Kind.CONFLICT, "launched-already", "The campaign has been launched already");
	}

	static CampaignRefused notRunning() {
		return new CampaignRefused(Kind.CONFLICT, "not-running", "The campaign is not running");
	}

	static CampaignRefused issuing() {
		return new CampaignRefused(Kind.CONFLICT, "issuing",
				"The coupons of the campaign are still being issued; the texts are ready when they are");
	}

	static CampaignRefused name() {
		return new CampaignRefused(Kind.INVALID, "name", "A name has 1 to 80 characters");
	}

	static CampaignRefused text() {
		return new CampaignRefused(Kind.INVALID, "text", "The text has 1 to 4000 characters");
	}

	static CampaignRefused window(int longest) {
		return new CampaignRefused(Kind.INVALID, "window", "The window has 1 to %s days", longest);
	}

	static CampaignRefused noCoupon() {
		return new CampaignRefused(Kind.INVALID, "no-coupon", "The text names a code, but no coupon was chosen");
	}

	static CampaignRefused nobody() {
		return new CampaignRefused(Kind.CONFLICT, "nobody", "The audience is empty");
	}

	static CampaignRefused changedMeanwhile() {
		return new CampaignRefused(Kind.CONFLICT, "changed-meanwhile", "The campaign was changed in the meantime");
	}

}
