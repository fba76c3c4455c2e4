package io.guildhall.intake;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.member.MemberChanges;
import io.guildhall.member.RunChange;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableRow;
import io.guildhall.table.Tables;
import lombok.RequiredArgsConstructor;

/** Shows imports, and takes what is chosen for them. */
@Service
@Transactional
@RequiredArgsConstructor
@May(Permission.IMPORT_RUN)
public class ImportService {

	private static final int PREVIEW = 8;

	private final ImportRepository imports;

	private final ImportFileRepository files;

	private final ImportProblems problems;

	private final ImportMappings mappings;

	private final FileService contents;

	private final CommunityService communities;

	private final MemberChanges changes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The imports, latest first; whoever is limited to groups of their own sees their own
	 * imports.
	 */
	@Transactional(readOnly = true)
	public Slice<ImportSummary> list(@Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 2);
		List<UUID> ids = jdbc.sql("""
				select id from imports
				where organization_id = :organization and (:all or created_by = :me)
				and (cast(:at as timestamptz) is null or (created_at, id) < (cast(:at as timestamptz), :id))
				order by created_at desc, id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("all", !OnBehalf.ownGroupsOnly())
			.param("me", OnBehalf.actor().id(), java.sql.Types.OTHER)
			.param("at", cursor.isEmpty() ? null : Slice.instant(cursor, 0).toString())
			.param("id", Slice.id(cursor, 1))
			.param("limit", size + 1)
			.query(UUID.class)
			.list();
		List<ImportSummary> rows = imports.findAllByIdIn(ids.stream().map(ImportId::new).toList())
			.stream()
			.map(ImportSummary::of)
			.sorted(java.util.Comparator.comparingInt(row -> ids.indexOf(row.id().id())))
			.toList();
		return Slice.of(rows, size, row -> List.of(row.createdAt(), row.id()));
	}

	/** Whether nobody is a member yet, so that an import is the first thing to do. */
	@Transactional(readOnly = true)
	public boolean isFirstStep() {
		return jdbc.sql("select not exists (select from member_facts where organization_id = :organization)")
			.param("organization", tenancy.current())
			.query(Boolean.class)
			.single();
	}

	/**
	 * All about one.
	 * @throws ImportRefused if it is unknown
	 */
	@Transactional(readOnly = true)
	public ImportDetails get(ImportId id) {
		return ImportDetails.of(find(id), files.findAllByImportIdOrderByOrdinal(id));
	}

	/**
	 * Takes what was chosen; a dry run before it holds no more. The columns are
	 * remembered for the next table with the same head.
	 * @throws ImportRefused if it has begun, or a choice is none
	 * @throws io.guildhall.community.CommunityRefused if a group or community is unknown
	 */
	public void choose(ImportId id, ImportChoice choice) {
		Import found = find(id);
		ImportOptions before = found.getOptions();
		ImportKind kind = kind(found, choice.kind());
		Map<Field, Integer> columns = before.columns();
		if (kind != ImportKind.CHATS) {
			columns = columns(kind, found, choice);
			Columns.check(kind, columns, before.header().size());
		}
		ImportOptions after = new ImportOptions(zone((choice.zone() != null) ? choice.zone() : before.zone()),
				choice.dateOrder(), chats(before, choice), before.header(), columns, group(choice.group()));
		found.choose(kind, after);
		imports.saveAndFlush(found);
		if (kind.isChosen()) {
			mappings.remember(kind, before.header(), columns);
		}
	}

	/** The first rows of a table, as they stand; nothing for chats. */
	@Transactional(readOnly = true)
	public List<List<String>> preview(ImportId id) {
		Import found = find(id);
		ImportFile first = files.findAllByImportIdOrderByOrdinal(id)
			.stream()
			.filter(file -> !file.isRefused())
			.findFirst()
			.orElse(null);
		if (found.getKind() == ImportKind.CHATS || first == null) {
			return List.of();
		}
		FileId content = new FileId(Objects.requireNonNull(first.getContentId()));
		return Tables.recognize(FileRecognition.source(contents.open(content), first.getName()))
			.sample()
			.stream()
			.limit(PREVIEW)
			.map(TableRow::cells)
			.toList();
	}

	/**
	 * The bad rows, in the order of the files.
	 * @param dry of the dry run, else of the import
	 */
	@Transactional(readOnly = true)
	public Slice<ImportProblem> problems(ImportId id, boolean dry, @Nullable String after, int size) {
		find(id);
		return problems.list(id, dry, after, size);
	}

	/** The members that an import made, or met. */
	@Transactional(readOnly = true)
	public Slice<ImportedMember> members(ImportId id, @Nullable Boolean made, @Nullable String after, int size) {
		find(id);
		List<String> cursor = Slice.decode(after, 1);
		List<ImportedMember> rows = jdbc.sql("""
				select i.member_id as id, m.display_name as name, i.is_new as made, i.kept
				from import_members i
				join member_facts m on m.organization_id = i.organization_id and m.member_id = i.member_id
				where i.organization_id = :organization and i.import_id = :run
				and (cast(:made as boolean) is null or i.is_new = :made) and i.member_id > :after
				order by i.member_id limit :limit
				""")
			.param("organization", tenancy.current())
			.param("run", id.id())
			.param("made", made, java.sql.Types.BOOLEAN)
			.param("after", Slice.id(cursor, 0))
			.param("limit", size + 1)
			.query(ImportedMember.class)
			.list();
		return Slice.of(rows, size, row -> List.of(row.id()));
	}

	/**
	 * What an import of changes changed of each member, and, once it was taken back, what
	 * was put back and what was not; in the order of its rows.
	 */
	@Transactional(readOnly = true)
	public Slice<RunChange> changes(ImportId id, @Nullable String after, int size) {
		find(id);
		return changes.changes(id.id(), after, size);
	}

	/** What it is to be taken for, where a table can be taken for that. */
	private static ImportKind kind(Import found, @Nullable ImportKind asked) {
		boolean table = found.getKind() != ImportKind.CHATS;
		return (table && asked != null && Columns.kinds(found.getOptions().header()).contains(asked)) ? asked
				: found.getKind();
	}

	private Map<Field, Integer> columns(ImportKind kind, Import found, ImportChoice choice) {
		List<String> header = found.getOptions().header();
		if (kind == ImportKind.CHANGES) {
			return Map.of();
		}
		if (choice.columns() != null) {
			Map<Field, Integer> columns = new EnumMap<>(Field.class);
			choice.columns().forEach((column, field) -> {
				if (columns.put(field, column) != null) {
					throw ImportRefused.meaningTwice();
				}
			});
			return columns;
		}
		return (kind == found.getKind()) ? found.getOptions().columns()
				: mappings.find(kind, header).orElseGet(() -> Columns.guess(kind, header));
	}

	private List<ChatChoice> chats(ImportOptions before, ImportChoice choice) {
		String founded = choice.newCommunity();
		if (founded != null && !founded.isBlank()) {
			CommunityId community = communities
				.create(new CommunityCard(founded, Set.of(CommunityType.INTEREST), null, null, null, null, null))
				.id();
			return before.chats()
				.stream()
				.map(chat -> chat.isTaken() ? chat
						: new ChatChoice(chat.key(), chat.name(), chat.carrier(), null, community.id()))
				.toList();
		}
		Map<String, ImportChoice.Target> targets = choice.chats();
		if (targets == null) {
			UUID one = group(choice.group());
			return before.chats()
				.stream()
				.map(chat -> (one == null || chat.isTaken()) ? chat
						: new ChatChoice(chat.key(), chat.name(), chat.carrier(), one, null))
				.toList();
		}
		List<String> keys = before.chats().stream().map(ChatChoice::key).toList();
		if (!keys.containsAll(targets.keySet())) {
			throw ImportRefused.noSuchChat();
		}
		return before.chats().stream().map(chat -> {
			ImportChoice.Target target = targets.get(chat.key());
			UUID group = (target != null) ? group(target.group()) : null;
			UUID community = (target != null && group == null) ? target.community() : null;
			if (community != null) {
				communities.get(new CommunityId(community));
			}
			return new ChatChoice(chat.key(), chat.name(), chat.carrier(), group, community);
		}).toList();
	}

	private @Nullable UUID group(@Nullable UUID group) {
		return (group != null) ? communities.require(new GroupId(group)).id().id() : null;
	}

	private static String zone(String zone) {
		try {
			return ZoneId.of(zone).getId();
		}
		catch (DateTimeException ex) {
			throw ImportRefused.noSuchZone();
		}
	}

	private Import find(ImportId id) {
		return imports.findById(id).filter(Import::mayBeSeen).orElseThrow(() -> ImportRefused.unknown(id));
	}

}
