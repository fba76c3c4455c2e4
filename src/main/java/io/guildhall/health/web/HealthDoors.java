package io.guildhall.health.web;

import java.util.ArrayList;
import java.util.List;

import io.guildhall.health.GroupHealth;
import io.guildhall.health.StageReason;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;

/** What to do about a group at its stage, and where it is done. */
final class HealthDoors {

	/** In as many days nobody is called silent who only had no time. */
	private static final int SILENT_DAYS = 14;

	private HealthDoors() {
	}

	/**
	 * A thing to do.
	 *
	 * @param key of its text
	 * @param path where, within the organization
	 */
	record Door(String key, String path) {
	}

	/** What who acts may do, the first thing first. */
	static List<Door> of(GroupHealth health) {
		String group = health.group().id().toString();
		List<Door> doors = new ArrayList<>();
		switch (health.stage()) {
			case FORMING -> {
				add(doors, Permission.MEMBER_READ, "newcomers", "/segments/new?start=SILENT_NEWCOMERS");
				add(doors, Permission.COMMUNITY_EDIT, "challenge", "/challenges/new?group=" + group);
			}
			case LIVELY -> {
				add(doors, Permission.CAMPAIGN_EDIT, "campaign", "/campaigns/new?group=" + group);
				add(doors, Permission.COMMUNITY_EDIT, "challenge", "/challenges/new?group=" + group);
			}
			case FADING -> {
				if (health.reasons().contains(StageReason.FEW_SPEAK)) {
					add(doors, Permission.MEMBER_READ, "silent", silent(group));
				}
				add(doors, Permission.COMMUNITY_EDIT, "challenge", "/challenges/new?group=" + group);
				add(doors, Permission.CAMPAIGN_EDIT, "wake-up", "/campaigns/new?group=" + group);
			}
			case DEAD -> {
				add(doors, Permission.MEMBER_READ, "worth", "/members?tier=CORE&group=" + group);
				add(doors, Permission.COMMUNITY_EDIT, "merge", "/groups/" + group + "/merge");
			}
			case AD_RIDDEN -> {
				add(doors, Permission.MEMBER_READ, "posters", "/groups/" + group + "/health/days#posters");
				add(doors, Permission.MEMBER_EDIT, "violation", "/violations/new?group=" + group);
			}
		}
		return doors;
	}

	private static void add(List<Door> doors, Permission needed, String key, String path) {
		if (OnBehalf.may(needed)) {
			doors.add(new Door("health.door." + key, path));
		}
	}

	private static String silent(String group) {
		return "/segments/new?match=ALL&p0.match=ALL&p0.t0.field=group&p0.t0.is=ANY_OF&p0.t0.v=" + group
				+ "&p0.t1.field=spoke&p0.t1.is=AT_LEAST&p0.t1.n=" + SILENT_DAYS;
	}

}
