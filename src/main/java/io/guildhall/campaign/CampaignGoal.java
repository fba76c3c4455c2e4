package io.guildhall.campaign;

import io.guildhall.touch.TouchGoal;

/** What a campaign is for. */
public enum CampaignGoal {

	WELCOME(TouchGoal.SERVICE), WAKE_UP(TouchGoal.SELLING), DISCOUNT(TouchGoal.SELLING), REPURCHASE(TouchGoal.SELLING),
	RENEWAL(TouchGoal.SELLING), FLASH_SALE(TouchGoal.SELLING), LIVE(TouchGoal.SELLING), SERVICE(TouchGoal.SERVICE);

	private final TouchGoal touch;

	CampaignGoal(TouchGoal touch) {
		this.touch = touch;
	}

	/** Whether its contacts sell, so that the protection window holds. */
	public TouchGoal touch() {
		return touch;
	}

}
