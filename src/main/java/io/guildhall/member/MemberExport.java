package io.guildhall.member;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/**
 * Takes members out as a table that can be changed and imported again: what can be
 * changed first, then what stands there to be read. Contacts that who acts may not see
 * are masked.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberExport {

	private static final int CHUNK = 500;

	private static final List<String> CHANGED = Stream.of(
			List.of(MemberTable.ID, MemberTable.REVISION, MemberTable.NAME, MemberTable.REAL_NAME, MemberTable.CITY,
					MemberTable.TAGS, MemberTable.OWNER),
			MemberTable.CONSENTS.keySet(), List.of(MemberTable.DO_NOT_CONTACT, MemberTable.INVITED_BY))
		.flatMap(Collection::stream)
		.toList();

	private static final List<String> READ = List.of("phone", "email", "identities", "groups", "joined_at");

	private final MemberListing listing;

	private final MemberReading reading;

	private final MemberTable table;

	private final CommunityService communities;

	private final AuditTrail audit;

	/** Whether a column that every table has bears the name. */
	public static boolean isColumn(String name) {
		String small = name.toLowerCase(Locale.ROOT);
		return CHANGED.contains(small) || READ.contains(small);
	}

	/**
	 * Writes the members whom the filter means, a chunk at a time; the stream stays open.
	 */
	@May(Permission.EXPORT)
	public void write(MemberFilter filter, TableFormat format, OutputStream out) {
		write(filter, format, out, rows -> true);
	}

	/**
	 * The same for who wants to know how far it is.
	 * @param goOn told after each chunk how many rows were written; false breaks off, and
	 * leaves a table that is not whole
	 */
	@May(Permission.EXPORT)
	public void write(MemberFilter filter, TableFormat format, OutputStream out, LongPredicate goOn) {
		long rows = 0;
		try (TableWriter writer = TableWriter.of(format, out, "members")) {
			List<String> own = table.ownHeadings();
			writer.row(Stream.of(CHANGED, own, READ).flatMap(List::stream).toList());
			String after = null;
			do {
				Slice<MemberRow> slice = listing.list(filter, Sort.JOINED, after, CHUNK);
				List<MemberId> ids = slice.items().stream().map(MemberRow::id).toList();
				Map<UUID, MemberTable.Line> lines = table.lines(ids, false);
				Map<UUID, List<Identity>> identities = reading.identities(ids);
				Map<GroupId, GroupSummary> groups = groups(slice.items(), identities);
				for (MemberRow row : slice.items()) {
					MemberTable.Line line = lines.get(row.id().id());
					if (line != null) {
						writer.row(cells(row, line, identities.getOrDefault(row.id().id(), List.of()), groups));
						rows++;
					}
				}
				after = slice.next();
			}
			while (goOn.test(rows) && after != null);
		}
		audit.record("member.exported", "member", "export", Map.of("rows", rows));
	}

	/** The groups that rows are in, and within which names are one. */
	private Map<GroupId, GroupSummary> groups(List<MemberRow> rows, Map<UUID, List<Identity>> identities) {
		Stream<UUID> entered = rows.stream().flatMap(row -> row.groups().stream());
		Stream<UUID> named = identities.values()
			.stream()
			.flatMap(List::stream)
			.map(Identity::group)
			.filter(Objects::nonNull);
		return communities.summaries(Stream.concat(entered, named).distinct().map(GroupId::new).toList());
	}

	private static List<String> cells(MemberRow row, MemberTable.Line line, List<Identity> identities,
			Map<GroupId, GroupSummary> groups) {
		List<String> cells = new ArrayList<>(List.of(row.id().toString(), line.revision()));
		cells.addAll(line.cells().values());
		cells.add(values(identities, IdentityKind.PHONE));
		cells.add(values(identities, IdentityKind.EMAIL));
		cells.add(Accounts.write(identities.stream()
			.filter(identity -> !identity.kind().isContact())
			.map(identity -> new Accounts.Account(identity.carrier(), identity.kind(), name(identity.group(), groups),
					identity.value()))
			.toList()));
		cells.add(row.groups()
			.stream()
			.map(group -> groups.get(new GroupId(group)))
			.filter(Objects::nonNull)
			.map(GroupSummary::name)
			.collect(Collectors.joining(";")));
		cells.add(row.joinedAt().toString());
		return cells;
	}

	private static @Nullable String name(@Nullable UUID group, Map<GroupId, GroupSummary> groups) {
		GroupSummary found = (group != null) ? groups.get(new GroupId(group)) : null;
		return (found != null) ? found.name() : null;
	}

	private static String values(List<Identity> identities, IdentityKind kind) {
		return identities.stream()
			.filter(identity -> identity.kind() == kind)
			.map(Identity::value)
			.collect(Collectors.joining(";"));
	}

}
