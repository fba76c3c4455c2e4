package io.guildhall.campaign;

/** The life of a campaign. */
public enum CampaignState {

	DRAFT, RUNNING, ENDED

}
