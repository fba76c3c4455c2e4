package io.guildhall.playbook;

/** Why nothing can be set up for a product. */
public enum Obstacle {

	/** It is not for sale. */
	ARCHIVED,
	/** It is a sample, and so a means to sell another one. */
	SAMPLE,
	/**
	 * It belongs to a plan, which sells it in its own way: early bird, benefits, gifts.
	 */
	PLAN,
	/** It costs nothing: there is no price to take anything off. */
	FREE,
	/**
	 * Nobody has said what it costs the house, so nobody knows what can be given away.
	 */
	NO_COST,
	/** It costs the house as much as it brings, or more: nothing can be given away. */
	NO_MARGIN

}
