package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.SharedData;
import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.chatlog.SlackFixtures;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.job.JobService;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Imports on the real database, with the jobs run by the tests themselves. */
@Slf4j
@HouseTest
@RequiredArgsConstructor
class ImportModuleTests {

	private static final Pattern SAID = Pattern.compile("^\\[\\d\\d:\\d\\d] <([^>]+)>");

	private static final Pattern ACTED = Pattern.compile("^\\[\\d\\d:\\d\\d]  \\* (\\S+)");

	private static final Pattern MOVED = Pattern.compile("^=== (.+?)\\s+\\[[^]\\s]*]\\s+has (joined|left|quit)");

	private static final Pattern RENAMED = Pattern.compile("^=== (.+?) is now known as (.+)");

	private static final String READERS = """
			[01/03/2026, 10:00:00] Ann: good morning
			[02/03/2026, 11:00:00] Bob: hello
			[13/03/2026, 12:00:00] Ann: see https://example.com
			""";

	private final ImportUploading uploading;

	private final ImportEngine engine;

	private final ImportService imports;

	private final ImportRunning running;

	private final JobService jobs;

	private final CommunityService communities;

	private final GroupService groups;

	private final OrganizationFixtures organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwner());

	private UUID acme = Ids.next();

	@BeforeEach
	void found() {
		acme = organizations.found("Acme");
	}

	@Test
	@Tag("timed")
	void takesAllUbuntuLogsAsOneImportAndTakingThemAgainChangesNothing() throws IOException {
		List<Path> files = SharedData.files("data/ubuntu-irc", ".raw.txt");
		Counted counted = Counted.of(files);
		UUID ubuntu = group("#ubuntu", Carrier.IRC);
		ImportId id = upload(files.stream().map(ImportModuleTests::file).toList());
		chooseGroup(id, ubuntu);
		check(id);
		Counts expected = get(id).expected();
		assertThat(events()).isEmpty();
		long before = System.nanoTime();
		take(id);
		Duration took = Duration.ofNanos(System.nanoTime() - before);
		log.info("{} messages in {} ms", counted.messages(), took.toMillis());
		assertThat(events()).containsEntry("MESSAGE", counted.messages())
			.containsEntry("JOINED", counted.joined())
			.containsEntry("RENAMED", counted.renamed());
		Counts counts = get(id).counts();
		assertThat(counts.of(Outcome.MESSAGE)).isEqualTo(counted.messages());
		assertThat(counts.of(Outcome.JOINED)).isEqualTo(counted.joined());
		assertThat(counts.of(Outcome.RENAMED)).isEqualTo(counted.renamed());
		assertThat(speakers()).isEqualTo(counted.speakers());
		assertThat(names()).containsExactlyInAnyOrderElementsOf(counted.nicks());
		assertThat(took).isLessThan(Duration.ofSeconds(10));

		Map<String, Long> state = state();
		ImportId again = upload(files.stream().map(ImportModuleTests::file).toList());
		chooseGroup(again, ubuntu);
		check(again);
		take(again);
		assertThat(state()).isEqualTo(state);
		assertThat(get(again).counts().of(Outcome.EVENT_NEW)).isZero();
		assertThat(get(again).counts().of(Outcome.MEMBER_NEW)).isZero();
		assertThat(expected.of(Outcome.EVENT_NEW)).isEqualTo(counts.of(Outcome.EVENT_NEW));
	}

	@Test
	void takesAZipOfChatsAndMakesTheGroupFromTheChatsName() throws IOException {
		byte[] zip = zip(Map.of("WhatsApp Chat with Readers.txt", READERS, "IMG-1.jpg", "no chat at all"));
		ImportId id = upload(List.of(file("export.zip", zip)));
		ImportDetails uploaded = get(id);
		assertThat(uploaded.files()).hasSize(1);
		assertThat(uploaded.files().get(0).format()).isEqualTo("WHATSAPP_TXT");
		assertThat(uploaded.asksForZone()).isTrue();
		as(() -> {
			ChatChoice chat = imports.get(id).options().chats().get(0);
			assertThat(chat.name()).isEqualTo("Readers");
			imports.choose(id, new ImportChoice(null, "Asia/Shanghai", null, null, "Books", null, null));
			return id;
		});
		check(id);
		assertThat(get(id).expected().of(Outcome.MEMBER_NEW)).isEqualTo(2);
		assertThat(get(id).sample()).extracting(SampleRow::who).contains("Ann", "Bob");
		assertThat(as(communities::groups)).isEmpty();
		take(id);
		assertThat(as(communities::groups)).singleElement().satisfies(group -> {
			assertThat(group.name()).isEqualTo("Readers");
			assertThat(group.carrier()).isEqualTo(Carrier.WHATSAPP);
		});
		assertThat(get(id).sample()).isEmpty();
		assertThat(events()).containsEntry("MESSAGE", 3L);
		assertThat(owner.sql("select count(*) from activity_texts where organization_id = ?")
			.param(acme)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void takesTheChannelsOfSlackIntoTheGroupsThatWereChosenAndOnceOnly() throws IOException {
		byte[] zip = SlackFixtures.workspace()
			.day("coffee", "2026-03-01", SlackFixtures.said("U1", "1772359200.000100", "other", ""))
			.day("tea", "2026-03-01",
					SlackFixtures.said("U2", "1772359200.000100", "", ", \"subtype\": \"channel_join\""),
					SlackFixtures.said("U1", "1772359201.000100", "hello", ""),
					SlackFixtures.said("U9", "1772359202.000100", "built", ""))
			.zip();
		UUID tea = group("#tea", Carrier.SLACK);
		ImportId id = upload(List.of(file("export.zip", zip)));
		assertThat(get(id).files()).extracting(one -> one.format()).containsExactly("SLACK_ZIP");
		assertThat(get(id).asksForZone()).isFalse();
		assertThat(get(id).options().chats()).extracting(ChatChoice::key, ChatChoice::name, ChatChoice::group)
			.containsExactly(tuple("C2", "#coffee", null), tuple("C1", "#tea", tea));
		check(id);
		take(id);
		assertThat(get(id).counts().of(Outcome.SKIPPED)).isOne();
		assertThat(events()).isEqualTo(Map.of("MESSAGE", 1L, "JOINED", 1L));
		assertThat(get(id).counts().of(Outcome.MEMBER_NEW)).isEqualTo(2);
		ImportId again = upload(List.of(file("again.zip", zip)));
		chooseGroup(again, tea);
		check(again);
		take(again);
		assertThat(events()).isEqualTo(Map.of("MESSAGE", 2L, "JOINED", 1L));
	}

	@Test
	void remembersTheColumnsOfATableAndListsItsBadRows() {
		String table = "Nick,Mobile,Mail,Since\nAnn,13800138000,ann@example.com,2026-03-01\n"
				+ "Bob,12,bob@example.com,2026-03-02\nCid,,not-an-address,2026-03-02\nDan,,,\n,,,2026-01-01\n"
				+ "Eve,13900139000,,2026-02-30\n";
		ImportId id = upload(List.of(file("members.csv", table)));
		assertThat(get(id).kind()).isEqualTo(ImportKind.MEMBERS);
		Map<Integer, Field> columns = Map.of(0, Field.NAME, 1, Field.PHONE, 2, Field.EMAIL, 3, Field.JOINED_AT);
		choose(id, columns);
		check(id);
		assertThat(get(id).expected().of(Outcome.MEMBER_NEW)).isEqualTo(2);
		assertThat(get(id).expected().of(Outcome.REFUSED)).isEqualTo(4);
		take(id);
		assertThat(as(() -> imports.problems(id, false, null, 50)).items())
			.extracting(ImportProblem::line, ImportProblem::reason)
			.containsExactly(tuple(3L, "table.bad.phone"), tuple(4L, "intake.bad.email"),
					tuple(6L, "intake.bad.nobody"), tuple(7L, "table.bad.date"));
		assertThat(state()).containsEntry("members", 2L);
		ImportId again = upload(List.of(file("other.csv", table)));
		assertThat(get(again).options().columns()).isEqualTo(get(id).options().columns());
		check(again);
		take(again);
		assertThat(get(again).counts().of(Outcome.MEMBER_KNOWN)).isEqualTo(2);
		assertThat(state()).containsEntry("members", 2L);
	}

	@Test
	void takesWhatATableSaysOfConsentAndOfWhoInvitedWhom() {
		String table = "Name,Mobile,Email consent,SMS consent,Inviter\nAnn,13800138000,yes,no,\n"
				+ "Bob,13800138001,given,,13800138000\nCid,13800138002,,,Ann\nDan,13800138003,,,Zed\n";
		ImportId id = upload(List.of(file("members.csv", table)));
		check(id);
		take(id);
		assertThat(get(id).counts().of(Outcome.MEMBER_NEW)).isEqualTo(4);
		assertThat(as(() -> imports.problems(id, false, null, 50)).items())
			.extracting(ImportProblem::line, ImportProblem::reason, ImportProblem::excerpt)
			.containsExactly(tuple(5L, "intake.bad.inviter", "Zed"));
		assertThat(count("member_inviters where source = 'IMPORT'")).isEqualTo(2);
		assertThat(count("member_consents where source = 'IMPORT'")).isEqualTo(3);
		assertThat(count("members where consent_email = 'GIVEN'")).isEqualTo(2);
		assertThat(count("members where consent_sms = 'WITHDRAWN'")).isOne();
		undo(id);
		assertThat(count("members where true")).as("whom it made alone are gone").isZero();
	}

	private long count(String what) {
		return owner.sql("select count(*) from %s and organization_id = ?".formatted(what))
			.param(acme)
			.query(Long.class)
			.single();
	}

	@Test
	void takesAWholeImportBackAndLeavesWhatWasThereBefore() throws IOException {
		ImportId first = upload(List.of(file("a.txt", READERS)));
		chooseGroup(first, group("Readers", Carrier.WHATSAPP));
		check(first);
		take(first);
		Map<String, Long> before = state();
		ImportId second = upload(List.of(file("b.txt", READERS + "[04/03/2026, 10:00:00] Cid: new here\n")));
		chooseGroup(second, as(communities::groups).get(0).id().id());
		check(second);
		take(second);
		assertThat(state()).isNotEqualTo(before);
		undo(second);
		assertThat(state()).isEqualTo(before);
		undo(first);
		assertThat(state()).containsEntry("members", 0L).containsEntry("activity_events", 0L);
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(() -> as(() -> running.undo(first)))
			.extracting(ImportRefused::getCode)
			.isEqualTo("intake.nothing-to-undo");
	}

	@Test
	void goesOnWhereItBrokeOffAndDoublesNothing() throws IOException {
		List<Path> logs = SharedData.files("data/ubuntu-irc", ".raw.txt").subList(0, 5);
		List<Upload> files = logs.stream().map(ImportModuleTests::file).toList();
		ImportId id = upload(files);
		chooseGroup(id, group("#ubuntu", Carrier.IRC));
		check(id);
		UUID job = as(() -> running.start(id));
		int[] slices = { 0 };
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> as(() -> {
			engine.take(id, (done, total) -> {
				if (++slices[0] == 5) {
					throw new IllegalStateException("the process ends here");
				}
				return false;
			});
			return id;
		}));
		assertThat(get(id).state()).isEqualTo(ImportState.RUNNING);
		assertThat(events()).isNotEmpty();
		as(() -> {
			jobs.runNow(job);
			return id;
		});
		assertThat(get(id).state()).isEqualTo(ImportState.DONE);
		assertThat(events()).containsEntry("MESSAGE", Counted.of(logs).messages());
		assertThat(get(id).counts().of(Outcome.MESSAGE)).isEqualTo(Counted.of(logs).messages());
	}

	@Test
	void stopsBetweenSlicesKeepsWhatCameInAndGoesOnWhenAsked() throws IOException {
		List<Path> logs = SharedData.files("data/ubuntu-irc", ".raw.txt").subList(0, 4);
		ImportId id = upload(logs.stream().map(ImportModuleTests::file).toList());
		chooseGroup(id, group("#ubuntu", Carrier.IRC));
		check(id);
		as(() -> running.start(id));
		int[] asked = { 0 };
		as(() -> {
			engine.take(id, (done, total) -> ++asked[0] > 3);
			return id;
		});
		assertThat(get(id).state()).isEqualTo(ImportState.CANCELLED);
		assertThat(get(id).counts().of(Outcome.MESSAGE)).isPositive().isLessThan(Counted.of(logs).messages());
		take(id);
		assertThat(events()).containsEntry("MESSAGE", Counted.of(logs).messages());
	}

	@Test
	void twoImportsOfTheSameFileAtOnceDoubleNothing() throws Exception {
		List<Path> logs = SharedData.files("data/ubuntu-irc", ".raw.txt").subList(0, 4);
		UUID ubuntu = group("#ubuntu", Carrier.IRC);
		List<ImportId> both = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			ImportId id = upload(logs.stream().map(ImportModuleTests::file).toList());
			chooseGroup(id, ubuntu);
			check(id);
			as(() -> running.start(id));
			both.add(id);
		}
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (Future<ImportId> run : threads.invokeAll(both.stream().<Callable<ImportId>>map(id -> () -> as(() -> {
				engine.take(id, ImportEngine.Watch.NOBODY);
				return id;
			})).toList())) {
				assertThat(get(run.get()).state()).isEqualTo(ImportState.DONE);
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(events()).containsEntry("MESSAGE", Counted.of(logs).messages());
		assertThat(get(both.get(0)).counts().of(Outcome.EVENT_NEW) + get(both.get(1)).counts().of(Outcome.EVENT_NEW))
			.isEqualTo(events().values().stream().mapToLong(Long::longValue).sum());
	}

	@Test
	void theSameUploadTwiceIsOneImport() {
		String key = Ids.next().toString();
		ImportId one = as(() -> uploading.upload(null, key, List.of(file("a.txt", READERS))));
		ImportId two = as(() -> uploading.upload(null, key, List.of(file("a.txt", READERS))));
		assertThat(two).isEqualTo(one);
		assertThat(owner.sql("select count(*) from files where organization_id = ?")
			.param(acme)
			.query(Long.class)
			.single()).isOne();
	}

	@Test
	void refusesWhatItCannotReadAndKeepsNothingOfIt() throws IOException {
		assertThat(refusal(file("photo.txt", picture()))).isEqualTo("chatlog.not-text");
		assertThat(refusal(file("notes.txt", "Just some prose.\nAnd more of it.\n")))
			.isEqualTo("chatlog.unknown-format");
		assertThat(refusal(file("empty.csv", ""))).isEqualTo("intake.file.empty");
		assertThat(refusal(file("broken.zip", new byte[] { 'P', 'K', 3, 4, 1, 2, 3 })))
			.isEqualTo("intake.broken-archive");
		assertThat(refusal(file("bomb.zip", zip(Map.of("chat.txt", "0".repeat(70 << 20)))))).isEqualTo("intake.bomb");
		assertThat(refusal(file("bomb.xlsx", zip(
				Map.of("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook>" + " ".repeat(300 << 20))))))
			.startsWith("table.");
		assertThat(refusal(new Upload("large.csv", (1L << 30) + 1, () -> InputStream.nullInputStream())))
			.isEqualTo("intake.too-large");
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(() -> upload(List.of()))
			.extracting(ImportRefused::getCode)
			.isEqualTo("intake.nothing-uploaded");
		assertThat(owner
			.sql("select (select count(*) from files where organization_id = :o) "
					+ "+ (select count(*) from file_chunks where organization_id = :o) "
					+ "+ (select count(*) from imports where organization_id = :o)")
			.param("o", acme)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void aLineOfManyMegabytesIsOneBadRowAndTheOthersComeIn() {
		String table = "name,phone\nAnn,13800138000\n\"" + "x".repeat(40 << 20) + "\",1\nBob,13900139000\n";
		ImportId id = upload(List.of(file("members.csv", table)));
		check(id);
		take(id);
		assertThat(state()).containsEntry("members", 2L);
		assertThat(as(() -> imports.problems(id, false, null, 50)).items()).extracting(ImportProblem::reason)
			.containsExactly("table.bad.line-too-long");
		assertThat(as(() -> imports.problems(id, false, null, 50)).items().get(0).excerpt()).hasSizeLessThan(200);
	}

	@Test
	void judgesWhatAMessageIsForWithoutKeepingItsWords() {
		String json = """
				{"name": "Readers", "type": "private_group", "id": 7, "messages": [
				 {"id": 1, "type": "message", "date": "2026-03-01T10:00:00", "date_unixtime": "1772359200",
				  "from": "Ann", "from_id": "user1", "text": "想做副业的加我微信详聊"},
				 {"id": 2, "type": "message", "date": "2026-03-01T10:01:00", "date_unixtime": "1772359260",
				  "from": "Bob", "from_id": "user2", "reply_to_message_id": 1, "text": "不要发广告"},
				 {"id": 3, "type": "message", "date": "2026-03-01T10:02:00", "date_unixtime": "1772359320",
				  "from": "Ann", "from_id": "user1", "forwarded_from": "Shop", "text": "今晚秒杀 https://s.example.cn"}]}
				""";
		ImportId id = upload(List.of(file("result.json", json)));
		chooseGroup(id, group("Readers", Carrier.TELEGRAM));
		check(id);
		take(id);
		assertThat(owner.sql("""
				select concat_ws(' ', e.external_id, e.pitch, e.reply_to, t.body) from activity_events e
				left join activity_texts t on t.organization_id = e.organization_id and t.external_id = e.external_id
				where e.organization_id = ? order by e.at
				""").param(acme).query(String.class).list()).containsExactly("7/1 CONTACT", "7/2 7/1", "7/3 FORWARDED");
		assertThat(owner.sql("""
				select links || ' ' || ads from activity_group_days where organization_id = ? order by group_id
				""").param(acme).query(String.class).list()).containsOnly("1 2");
		undo(id);
		assertThat(state()).containsEntry("activity_group_days", 0L);
	}

	@Test
	void aFileThatEndsInTheMiddleOfARecordBringsWhatStandsBefore() {
		String json = """
				{"name": "Readers", "type": "private_group", "id": 7, "messages": [
				 {"id": 1, "type": "message", "date": "2026-03-01T10:00:00", "date_unixtime": "1772359200",
				  "from": "Ann", "from_id": "user1", "text": "hello"},
				 {"id": 2, "type": "message", "date": "2026-03-01T10:01:00", "date_unix""";
		ImportId id = upload(List.of(file("result.json", json)));
		chooseGroup(id, group("Readers", Carrier.TELEGRAM));
		check(id);
		take(id);
		assertThat(events()).containsEntry("MESSAGE", 1L);
		assertThat(get(id).counts().of(Outcome.REFUSED)).isOne();
	}

	@Test
	void otherOrganizationsSeeNothingOfItAndTheirGroupsAreNone() {
		ImportId id = upload(List.of(file("a.txt", READERS)));
		UUID globex = organizations.found("Globex");
		assertThatExceptionOfType(ImportRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> imports.get(id)))
			.extracting(ImportRefused::getKind)
			.isEqualTo(DomainException.Kind.NOT_FOUND);
		UUID foreign = onBehalf.ofSystem(globex, () -> groups
			.create(communities.create(CommunityFixtures.card("Theirs")).id(), CommunityFixtures.terms("Theirs", null))
			.id()
			.id());
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> chooseGroup(id, foreign))
			.extracting(DomainException::getKind)
			.isEqualTo(DomainException.Kind.NOT_FOUND);
	}

	private static byte[] picture() {
		byte[] bytes = new byte[5000];
		new Random(7).nextBytes(bytes);
		System.arraycopy(new byte[] { (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13 }, 0, bytes, 0, 12);
		return bytes;
	}

	@Test
	@Tag("timed")
	void takesTheCdnowOrdersAndTheirFiguresAreThoseOfTheFile() throws IOException {
		Path master = SharedData.path("data/cdnow/CDNOW_master.txt");
		acme = organizations.found("CDNOW", ZoneId.of("America/New_York"), "USD");
		StringBuilder csv = new StringBuilder("customer_id,order_no,quantity,amount,date\n");
		Map<String, Long> spend = new HashMap<>();
		Map<String, Set<LocalDate>> days = new HashMap<>();
		int line = 0;
		for (String row : Files.readAllLines(master)) {
			String[] cells = row.strip().split("\\s+");
			if (++line == 1) {
				continue;
			}
			LocalDate day = LocalDate.parse(cells[1], DateTimeFormatter.BASIC_ISO_DATE);
			csv.append("%s,%d,%s,%s,%s%n".formatted(cells[0], line, cells[2], cells[3], day));
			spend.merge(cells[0], new BigDecimal(cells[3]).movePointRight(2).longValueExact(), Long::sum);
			days.computeIfAbsent(cells[0], first -> new HashSet<>()).add(day);
		}
		ImportId id = upload(List.of(file("cdnow.csv", csv.toString())));
		assertThat(get(id).kind()).isEqualTo(ImportKind.ORDERS);
		assertThat(get(id).options().columns()).containsKeys(Field.EXTERNAL_ID, Field.ORDER_NO, Field.QUANTITY,
				Field.AMOUNT, Field.PAID_AT);
		check(id);
		assertThat(get(id).expected().of(Outcome.ORDER_NEW)).isEqualTo(line - 1);
		assertThat(get(id).expected().of(Outcome.MEMBER_NEW)).isEqualTo(spend.size());
		long before = System.nanoTime();
		take(id);
		Duration took = Duration.ofNanos(System.nanoTime() - before);
		log.info("{} orders in {} ms", line - 1, took.toMillis());
		assertThat(get(id).counts().of(Outcome.ORDER_NEW)).isEqualTo(line - 1);
		assertThat(get(id).counts().of(Outcome.REFUSED)).isZero();
		assertThat(spend()).isEqualTo(spend);
		LocalDate end = LocalDate.of(1998, 6, 30);
		LocalDate begin = end.minusDays(364);
		long bought = days.values()
			.stream()
			.filter(each -> each.stream().anyMatch(day -> !day.isBefore(begin) && !day.isAfter(end)))
			.count();
		long again = days.values()
			.stream()
			.filter(each -> each.stream().filter(day -> !day.isBefore(begin) && !day.isAfter(end)).count() >= 2)
			.count();
		assertThat(repurchase(begin, end)).isEqualTo(again + " of " + bought);
		assertThat(took).isLessThan(Duration.ofSeconds(30));
	}

	@Test
	void takesOrdersOnceHoweverOftenTheirFileComes() {
		String table = "customer_id,order_no,quantity,amount,date\nann,1,1,10.00,2026-03-01\nann,2,2,30.00,2026-03-01\n"
				+ "bob,3,1,10.00,2026-03-02\n";
		ImportId once = upload(List.of(file("orders.csv", table)));
		check(once);
		take(once);
		Map<String, Long> spend = spend();
		assertThat(spend).containsOnly(Map.entry("ann", 4_000L), Map.entry("bob", 1_000L));
		ImportId twice = upload(List.of(file("orders.csv", table)));
		check(twice);
		take(twice);
		assertThat(get(twice).counts().of(Outcome.ORDER_KNOWN)).isEqualTo(3);
		assertThat(get(twice).counts().of(Outcome.ORDER_NEW)).isZero();
		assertThat(spend()).isEqualTo(spend);
	}

	@Test
	void refusesBadOrdersRowByRowAndTakesOrdersBackByReversingThem() {
		String table = "order no,phone,product,qty,amount,refunded,paid at\n1,13800138000,Tea,2,60.00,,2026-03-01 10:00\n"
				+ "2,13800138000,Tea,1,-30,,2026-03-01\n3,13900139000,Camp,1,199,99,2026-03-02\n"
				+ "1,13900139000,Camp,1,199,,2026-03-02\n,13900139000,Camp,1,199,,2026-03-02\n"
				+ "4,13900139000,Camp,1,10,20,2026-03-02\n5,,Camp,1,10,,2026-03-02\n6,13900139000,Camp,0,10,,2026-03-02\n"
				+ "7,13900139000,Camp,1,10.123,,2026-03-02\n8,13900139000,Camp,1,10,,13/13/2026\n";
		ImportId id = upload(List.of(file("orders.csv", table)));
		check(id);
		assertThat(get(id).expected().of(Outcome.ORDER_NEW)).isEqualTo(2);
		take(id);
		assertThat(as(() -> imports.problems(id, false, null, 50)).items())
			.extracting(ImportProblem::line, ImportProblem::reason)
			.containsExactly(tuple(3L, "table.bad.amount-negative"), tuple(5L, "intake.bad.twice"),
					tuple(6L, "intake.bad.missing"), tuple(7L, "intake.bad.refund-larger"),
					tuple(8L, "intake.bad.nobody"), tuple(9L, "intake.bad.quantity"),
					tuple(10L, "table.bad.amount-decimals"), tuple(11L, "table.bad.date"));
		assertThat(netSpend()).isEqualTo(16_000);
		undo(id);
		assertThat(netSpend()).isZero();
		assertThat(owner
			.sql("select coalesce(sum(minor), 0) from journal_day_facts where organization_id = ? "
					+ "and account = 'REVENUE'")
			.param(acme)
			.query(Long.class)
			.single()).isZero();
	}

	private Map<String, Long> spend() {
		return owner.sql("""
				select i.value, sum(s.paid_minor - s.refunded_minor) as minor from order_spend_facts s
				join member_identities i on i.organization_id = s.organization_id and i.member_id = s.member_id
				where s.organization_id = ? and i.kind = 'ID' group by i.value
				""")
			.param(acme)
			.query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private long netSpend() {
		return owner.sql("""
				select coalesce(sum(paid_minor - refunded_minor), 0) from order_spend_facts where organization_id = ?
				""").param(acme).query(Long.class).single();
	}

	private String repurchase(LocalDate begin, LocalDate end) {
		return owner.sql("""
				select count(*) filter (where days >= 2) || ' of ' || count(*) from (
					select member_id, count(distinct paid_day) as days from order_facts
					where organization_id = ? and state in ('PAID', 'PARTLY_REFUNDED')
					and paid_day between ? and ? group by member_id) as buyers
				""").params(acme, begin, end).query(String.class).single();
	}

	private String refusal(Upload file) {
		try {
			upload(List.of(file));
			return "none";
		}
		catch (DomainException refused) {
			return refused.getCode();
		}
	}

	private void choose(ImportId id, Map<Integer, Field> columns) {
		as(() -> {
			imports.choose(id, new ImportChoice(null, null, null, null, null, null, columns));
			return id;
		});
	}

	private static byte[] zip(Map<String, String> files) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
				zip.putNextEntry(new ZipEntry(file.getKey()));
				zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private ImportId upload(List<Upload> files) {
		return as(() -> uploading.upload(null, Ids.next().toString(), files));
	}

	private void chooseGroup(ImportId id, UUID group) {
		as(() -> {
			Map<String, ImportChoice.Target> chats = new LinkedHashMap<>();
			imports.get(id)
				.options()
				.chats()
				.forEach(chat -> chats.put(chat.key(), new ImportChoice.Target(group, null)));
			imports.choose(id, new ImportChoice(null, "UTC", null, chats, null, null, null));
			return id;
		});
	}

	private void check(ImportId id) {
		as(() -> {
			running.check(id);
			UUID job = imports.get(id).job();
			if (job != null) {
				jobs.runNow(job);
			}
			return id;
		});
		assertThat(get(id).state()).isEqualTo(ImportState.CHECKED);
	}

	private void take(ImportId id) {
		as(() -> {
			jobs.runNow(running.start(id));
			return id;
		});
		assertThat(get(id).state()).isEqualTo(ImportState.DONE);
	}

	private void undo(ImportId id) {
		as(() -> {
			jobs.runNow(running.undo(id));
			return id;
		});
		assertThat(get(id).state()).isEqualTo(ImportState.UNDONE);
	}

	private ImportDetails get(ImportId id) {
		return as(() -> imports.get(id));
	}

	private UUID group(String name, Carrier carrier) {
		return as(() -> groups
			.create(communities.create(CommunityFixtures.card("of " + name)).id(),
					new GroupTerms(name, carrier, Stage.CONVERSION, 500, "", "", null))
			.id()
			.id());
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private Map<String, Long> events() {
		return owner.sql("select kind, count(*) as n from activity_events where organization_id = ? group by kind")
			.param(acme)
			.query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private List<String> names() {
		return owner.sql("select value from member_identities where organization_id = ? and kind = 'NAME'")
			.param(acme)
			.query(String.class)
			.list();
	}

	private long speakers() {
		return owner.sql("""
				select count(distinct e.member_id) from activity_events e
				where e.organization_id = ? and e.kind = 'MESSAGE'
				""").param(acme).query(Long.class).single();
	}

	/**
	 * How many rows each table of the organization has, but for what tells of imports.
	 */
	private Map<String, Long> state() {
		Map<String, Long> state = new LinkedHashMap<>();
		for (String table : List.of("members", "member_identities", "member_stays", "member_tokens",
				"member_suggestions", "activity_events", "activity_days", "activity_group_days")) {
			state.put(table,
					owner.sql("select count(*) from " + table + " where organization_id = ?")
						.param(acme)
						.query(Long.class)
						.single());
		}
		state.put("messages",
				owner.sql("select coalesce(sum(messages), 0) from activity_days where organization_id = ?")
					.param(acme)
					.query(Long.class)
					.single());
		return state;
	}

	private static Upload file(Path path) {
		try {
			return new Upload(path.getFileName().toString(), Files.size(path), () -> Files.newInputStream(path));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static Upload file(String name, String text) {
		return file(name, text.getBytes(StandardCharsets.UTF_8));
	}

	private static Upload file(String name, byte[] bytes) {
		return new Upload(name, bytes.length, () -> new ByteArrayInputStream(bytes));
	}

	/**
	 * What is in the logs, by a count that knows nothing of the readers. A nick is a
	 * person when it turns up first, and, where it is taken by a rename, the person who
	 * took it.
	 */
	private record Counted(long messages, long joined, long renamed, Set<String> nicks, long speakers) {

		static Counted of(List<Path> files) throws IOException {
			long messages = 0;
			long joined = 0;
			long renamed = 0;
			Map<String, String> persons = new LinkedHashMap<>();
			Set<String> speakers = new HashSet<>();
			for (Path file : files) {
				for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
					Matcher message = SAID.matcher(line);
					boolean spoke = message.find();
					if (!spoke) {
						message = ACTED.matcher(line);
						spoke = message.find();
					}
					if (spoke) {
						messages++;
						String nick = nick(message.group(1));
						speakers.add(persons.computeIfAbsent(nick, first -> first));
					}
					Matcher moved = MOVED.matcher(line);
					if (moved.find()) {
						persons.computeIfAbsent(nick(moved.group(1)), first -> first);
						joined += moved.group(2).equals("joined") ? 1 : 0;
					}
					Matcher rename = RENAMED.matcher(line);
					if (rename.find()) {
						renamed++;
						String person = persons.computeIfAbsent(nick(rename.group(1)), first -> first);
						persons.putIfAbsent(nick(rename.group(2)), person);
					}
				}
			}
			return new Counted(messages, joined, renamed, persons.keySet(), speakers.size());
		}

		/** A conversion of the logs left blanks in some. */
		private static String nick(String raw) {
			return raw.replaceAll("\\s", "").replaceAll("^[@+%&~!]+", "");
		}

	}

}
