package io.guildhall.member;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberColumns.Back;
import io.guildhall.member.MemberColumns.Standing;
import io.guildhall.member.RunChanges.Cell;
import io.guildhall.member.RunChanges.Changed;
import io.guildhall.member.RunChanges.Outcome;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import lombok.RequiredArgsConstructor;

/**
 * Puts back what imports changed of members: of each cell what stood there before, where
 * what the import wrote still stands
 * (docs/adr/0148-what-an-import-changed-can-be-taken-back.md).
 */
@Component
@RequiredArgsConstructor
class RunChangesUndo {

	private static final String CHANGED_SINCE = "member.back.changed";

	private static final String STANDS_AGAIN = "member.back.same";

	private static final String OWNER_GONE = "member.back.owner";

	private static final String INVITER_GONE = "member.back.inviter";

	private static final String SAID_SINCE = "member.kept.consent";

	private static final String MERGED = "member.back.merged";

	private static final String ERASED = "member.back.erased";

	private final RunChanges changes;

	private final StandingValues standing;

	private final MemberTable table;

	private final ProfileRows profiles;

	private final ImportedWords words;

	private final ConsentRows consents;

	private final TagHolders holders;

	private final RunTagsUndo tags;

	private final RunInvitersUndo inviters;

	private final StaffService staff;

	private final ObjectProvider<MemberColumns> own;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What is to be put back of some members, while it is found out. */
	private static final class Plan {

		private final Map<UUID, Map<String, String>> kept = new LinkedHashMap<>();

		private final Map<UUID, Map<String, @Nullable String>> profiles = new LinkedHashMap<>();

		private final Map<UUID, @Nullable String> inviters = new LinkedHashMap<>();

		private final Map<UUID, Map<String, Back>> own = new LinkedHashMap<>();

		/** Rows of other imports that learn what stood there before both. */
		private final Set<Changed> linked = Collections.newSetFromMap(new IdentityHashMap<>());

		void keep(UUID member, String key, String reason) {
			kept.computeIfAbsent(member, of -> new TreeMap<>()).put(key, reason);
		}

		boolean isKept(UUID member, String key) {
			return kept(member).containsKey(key);
		}

		Map<String, String> kept(UUID member) {
			return kept.getOrDefault(member, Map.of());
		}

	}

	/**
	 * Takes back what a run changed of the next so many members.
	 * @return how many were looked at
	 */
	int undo(UUID run, int most) {
		// So that what goes back with a merge later knows that the run is no more.
		holders.end(run, true);
		List<UUID> members = changes.next(run, most);
		if (!members.isEmpty()) {
			putBack(run, members);
		}
		return members.size();
	}

	/** Puts back what waited for members to be two again, who are locked. */
	void settle(Collection<UUID> members) {
		changes.waitingFor(members).forEach(run -> putBack(run, members));
	}

	private void putBack(UUID run, Collection<UUID> members) {
		Map<UUID, Member.State> states = locked(members);
		List<Outcome> outcomes = new ArrayList<>();
		Map<UUID, Changed> active = new LinkedHashMap<>();
		for (Changed changed : changes.open(run, members)) {
			switch (Objects.requireNonNull(states.get(changed.member()))) {
				case ACTIVE -> active.put(changed.member(), changed);
				case MERGED -> outcomes
					.add(new Outcome(changed.member(), RunChange.Undone.WAITING, Map.of(RunChanges.WHOLE, MERGED)));
				case ERASED -> outcomes
					.add(new Outcome(changed.member(), RunChange.Undone.NONE, Map.of(RunChanges.WHOLE, ERASED)));
			}
		}
		if (!active.isEmpty()) {
			outcomes.addAll(putBack(run, active));
		}
		changes.end(run, outcomes);
	}

	private List<Outcome> putBack(UUID run, Map<UUID, Changed> active) {
		List<MemberId> ids = active.keySet().stream().map(MemberId::new).toList();
		Map<UUID, MemberTable.Line> before = table.lines(ids, false);
		Map<UUID, Map<String, Standing>> now = standing.of(active.keySet());
		Plan plan = plan(active, now, changes.later(run, active.keySet()));
		describe(plan, now);
		tags.putBack(run, active.values(), plan::isKept, plan::keep);
		inviters.putBack(plan.inviters, (member, key) -> plan.keep(member, key, INVITER_GONE));
		own.forEach(columns -> {
			Map<UUID, Set<String>> put = columns.putBack(plan.own);
			put.forEach(
					(member, keys) -> keys.forEach(key -> Objects.requireNonNull(plan.own.get(member)).remove(key)));
		});
		plan.own.forEach((member, cells) -> cells.keySet().forEach(key -> plan.keep(member, key, CHANGED_SINCE)));
		say(run, active, now, plan);
		changes.rewrite(List.copyOf(plan.linked));
		record(ids, before, active, plan);
		return active.values().stream().map(changed -> outcome(changed, plan.kept(changed.member()))).toList();
	}

	private static Outcome outcome(Changed changed, Map<String, String> kept) {
		RunChange.Undone undone = kept.isEmpty() ? RunChange.Undone.ALL
				: (kept.size() < changed.cells().size()) ? RunChange.Undone.SOME : RunChange.Undone.NONE;
		return new Outcome(changed.member(), undone, kept);
	}

	/**
	 * What of the cells but words can come back; of tags only those that stay are found.
	 * What a later import wrote over is that one's to put back: what stood there before
	 * this one is what it puts back then, so that of a chain any order leads to the
	 * beginning.
	 * @param later what other imports changed since, the earliest first
	 */
	private Plan plan(Map<UUID, Changed> active, Map<UUID, Map<String, Standing>> now, Map<UUID, List<Changed>> later) {
		Set<UUID> ended = holders.takenBack(active.values()
			.stream()
			.flatMap(changed -> changed.cells().values().stream())
			.map(Cell::run)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet()));
		Set<String> people = staff.list()
			.stream()
			.map(StaffSummary::accountId)
			.map(UUID::toString)
			.collect(Collectors.toSet());
		Plan plan = new Plan();
		active.forEach((member, changed) -> changed.cells().forEach((key, cell) -> {
			boolean gone = cell.run() != null && ended.contains(cell.run());
			Cell before = new Cell(cell.heading(), gone ? null : cell.before(), gone ? null : cell.run(), cell.after());
			Changed next = later.getOrDefault(member, List.of())
				.stream()
				.filter(other -> other.cells().containsKey(key))
				.findFirst()
				.orElse(null);
			if (next != null && next.link(key, before)) {
				plan.linked.add(next);
			}
			if (StandingValues.isConsent(key)) {
				return;
			}
			if (next != null) {
				plan.keep(member, key, CHANGED_SINCE);
			}
			else if (!key.startsWith(StandingValues.TAG)) {
				plan(plan, member, key, before, now.getOrDefault(member, Map.of()).get(key), people);
			}
		}));
		return plan;
	}

	private static void plan(Plan plan, UUID member, String key, Cell cell, @Nullable Standing stands,
			Set<String> people) {
		String value = (stands != null) ? stands.value() : null;
		String wanted = cell.before();
		if (!Objects.equals(value, cell.after())) {
			plan.keep(member, key, Objects.equals(value, wanted) ? STANDS_AGAIN : CHANGED_SINCE);
		}
		else if (key.equals(MemberTable.OWNER) && wanted != null && !people.contains(wanted)) {
			plan.keep(member, key, OWNER_GONE);
		}
		else {
			switch (key) {
				case MemberTable.NAME, MemberTable.REAL_NAME, MemberTable.CITY, MemberTable.OWNER ->
					plan.profiles.computeIfAbsent(member, of -> new HashMap<>()).put(key, wanted);
				case MemberTable.INVITED_BY -> plan.inviters.put(member, wanted);
				default -> plan.own.computeIfAbsent(member, of -> new HashMap<>())
					.put(key, new Back(wanted, cell.run(), stands != null));
			}
		}
	}

	private void describe(Plan plan, Map<UUID, Map<String, Standing>> now) {
		Map<UUID, Profile> back = new LinkedHashMap<>();
		List<UUID> renamed = new ArrayList<>();
		plan.profiles.forEach((member, cells) -> {
			Map<String, Standing> stands = Objects.requireNonNull(now.get(member));
			String owner = text(MemberTable.OWNER, cells, stands);
			back.put(member,
					new Profile(text(MemberTable.NAME, cells, stands), text(MemberTable.REAL_NAME, cells, stands),
							text(MemberTable.CITY, cells, stands), owner.isEmpty() ? null : UUID.fromString(owner)));
			if (cells.containsKey(MemberTable.NAME) || cells.containsKey(MemberTable.REAL_NAME)) {
				renamed.add(member);
			}
		});
		profiles.write(back, renamed);
	}

	private static String text(String key, Map<String, @Nullable String> cells, Map<String, Standing> stands) {
		Standing standing = stands.get(key);
		String text = cells.containsKey(key) ? cells.get(key) : ((standing != null) ? standing.value() : null);
		return (text != null) ? text : "";
	}

	/** What was said comes back by its own history, word by word. */
	private void say(UUID run, Map<UUID, Changed> active, Map<UUID, Map<String, Standing>> now, Plan plan) {
		List<UUID> said = active.values()
			.stream()
			.filter(changed -> changed.cells().keySet().stream().anyMatch(StandingValues::isConsent))
			.map(Changed::member)
			.toList();
		if (said.isEmpty()) {
			return;
		}
		words.takeBack(run, said, new HashSet<>());
		consents.of(said).forEach((member, contact) -> {
			Map<String, String> stands = StandingValues.said(contact);
			Objects.requireNonNull(active.get(member)).cells().forEach((key, cell) -> {
				Standing stood = now.getOrDefault(member, Map.of()).get(key);
				boolean since = !Objects.equals((stood != null) ? stood.value() : null, cell.after());
				boolean back = Objects.equals(stands.get(key), cell.before());
				if (StandingValues.isConsent(key) && (since || !back)) {
					plan.keep(member, key, back ? STANDS_AGAIN : SAID_SINCE);
				}
			});
		});
	}

	/** Of whom who acts may not see the cells, only that they changed is told. */
	private void record(List<MemberId> ids, Map<UUID, MemberTable.Line> before, Map<UUID, Changed> active, Plan plan) {
		Map<UUID, MemberTable.Line> after = table.lines(ids, false);
		active.forEach((member, changed) -> {
			if (plan.kept(member).size() == changed.cells().size()) {
				return;
			}
			MemberTable.Line was = before.get(member);
			MemberTable.Line is = after.get(member);
			Map<String, String> old = new LinkedHashMap<>();
			Map<String, String> back = new LinkedHashMap<>();
			if (was != null && is != null) {
				was.cells().forEach((heading, cell) -> {
					String text = is.cells().getOrDefault(heading, "");
					if (!text.equals(cell)) {
						old.put(heading, cell);
						back.put(heading, text);
					}
				});
			}
			audit.recordPersonal("member.change-undone", "member", member, member, old, back);
		});
	}

	private Map<UUID, Member.State> locked(Collection<UUID> members) {
		Map<UUID, Member.State> states = new HashMap<>();
		jdbc.sql("""
				select id, state from members
				where organization_id = :organization and id = any(cast(:members as uuid[])) order by id for update
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				states.put(row.getObject(1, UUID.class), Member.State.valueOf(row.getString(2)));
			});
		return states;
	}

}
