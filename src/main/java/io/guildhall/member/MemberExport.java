package io.guildhall.member;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import de.siegmar.fastcsv.writer.CsvWriter;
import org.springframework.beans.factory.ObjectProvider;
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
import lombok.RequiredArgsConstructor;

/**
 * Takes members out as a table that can be imported again: with identities, tags and
 * opt-outs. Contacts that who acts may not see are masked, and an import leaves masked
 * cells alone.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberExport {

	private static final int CHUNK = 500;

	private static final List<String> COLUMNS = List.of("id", "name", "real_name", "city", "phone", "email",
			"identities", "tags", "groups", "owner", "do_not_contact", "joined_at");

	private final MemberListing listing;

	private final MemberReading reading;

	private final CommunityService communities;

	private final ContactOwners owners;

	private final ObjectProvider<MemberColumns> own;

	private final AuditTrail audit;

	/** Whether a column that every table has bears the name. */
	public static boolean isColumn(String name) {
		return COLUMNS.contains(name.toLowerCase(Locale.ROOT));
	}

	/** Writes the members whom the filter means, a chunk at a time. */
	@May(Permission.EXPORT)
	public void csv(MemberFilter filter, OutputStream out) throws IOException {
		Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
		// Spreadsheets take the file for UTF-8 by this mark.
		text.write('\ufeff');
		long rows = 0;
		try (CsvWriter csv = CsvWriter.builder().build(text)) {
			List<MemberColumns> more = own.orderedStream().toList();
			List<Integer> widths = more.stream().map(columns -> columns.headings().size()).toList();
			csv.writeRecord(java.util.stream.Stream
				.concat(COLUMNS.stream(), more.stream().flatMap(columns -> columns.headings().stream()))
				.map(MemberExport::safe)
				.toList());
			String after = null;
			do {
				Slice<MemberRow> slice = listing.list(filter, Sort.JOINED, after, CHUNK);
				Map<UUID, List<Identity>> identities = reading
					.identities(slice.items().stream().map(MemberRow::id).toList());
				List<MemberId> ids = slice.items().stream().map(MemberRow::id).toList();
				Map<UUID, String> realNames = reading.realNames(ids);
				Map<UUID, String> names = owners.namesOf(ids);
				List<Map<UUID, List<String>>> values = more.stream().map(columns -> columns.cells(ids)).toList();
				Map<GroupId, GroupSummary> groups = communities.summaries(slice.items()
					.stream()
					.flatMap(row -> row.groups().stream())
					.distinct()
					.map(GroupId::new)
					.toList());
				for (MemberRow row : slice.items()) {
					List<String> cells = new ArrayList<>(cells(row, realNames.getOrDefault(row.id().id(), ""),
							identities.getOrDefault(row.id().id(), List.of()), groups,
							names.getOrDefault(row.id().id(), "")));
					for (int i = 0; i < more.size(); i++) {
						cells.addAll(values.get(i).getOrDefault(row.id().id(), Collections.nCopies(widths.get(i), "")));
					}
					csv.writeRecord(cells.stream().map(MemberExport::safe).toList());
				}
				rows += slice.items().size();
				after = slice.next();
			}
			while (after != null);
		}
		audit.record("member.exported", "member", "export", Map.of("rows", rows));
	}

	private static List<String> cells(MemberRow row, String realName, List<Identity> identities,
			Map<GroupId, GroupSummary> groups, String owner) {
		return java.util.stream.Stream
			.of(row.id().toString(), row.displayName(), realName, row.city(), values(identities, IdentityKind.PHONE),
					values(identities, IdentityKind.EMAIL),
					identities.stream()
						.filter(identity -> !identity.kind().isContact())
						.map(identity -> identity.carrier() + ":" + identity.kind() + ":" + identity.value())
						.collect(Collectors.joining(";")),
					String.join(";", row.tags()),
					row.groups()
						.stream()
						.map(group -> groups.get(new GroupId(group)))
						.filter(java.util.Objects::nonNull)
						.map(GroupSummary::name)
						.collect(Collectors.joining(";")),
					owner, String.valueOf(row.doNotContact()), row.joinedAt().toString())
			.toList();
	}

	private static String values(List<Identity> identities, IdentityKind kind) {
		return identities.stream()
			.filter(identity -> identity.kind() == kind)
			.map(Identity::value)
			.collect(Collectors.joining(";"));
	}

	/** No spreadsheet takes the cell for a formula. */
	static String safe(String cell) {
		return (!cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0) ? "'" + cell : cell;
	}

}
