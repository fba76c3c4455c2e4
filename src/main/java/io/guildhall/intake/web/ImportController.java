package io.guildhall.intake.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.chatlog.DateOrder;
import io.guildhall.community.CommunityService;
import io.guildhall.intake.Counts;
import io.guildhall.intake.Field;
import io.guildhall.intake.ImportChoice;
import io.guildhall.intake.ImportDetails;
import io.guildhall.intake.ImportId;
import io.guildhall.intake.ImportKind;
import io.guildhall.intake.ImportRefused;
import io.guildhall.intake.ImportRunning;
import io.guildhall.intake.ImportService;
import io.guildhall.intake.ImportUploading;
import io.guildhall.intake.Outcome;
import io.guildhall.intake.Upload;
import io.guildhall.member.MemberCells;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Slice;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of imports: upload, choose, try, run, result. */
@Controller
@RequestMapping("/o/{organization}/imports")
@RequiredArgsConstructor
class ImportController {

	/** So many changed members a page of an import begins with. */
	private static final int CHANGES = 20;

	private static final List<String> ZONES = List.of("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei",
			"Asia/Singapore", "Asia/Tokyo", "Asia/Seoul", "Asia/Kolkata", "Australia/Sydney", "Europe/London",
			"Europe/Berlin", "Europe/Moscow", "America/New_York", "America/Chicago", "America/Los_Angeles",
			"America/Sao_Paulo", "UTC");

	private final ImportService imports;

	private final ImportUploading uploading;

	private final ImportRunning running;

	private final CommunityService communities;

	private final MemberCells cells;

	private final ProblemsCsv csv;

	@Bean
	static AuditSubject importHistory(ImportService service) {
		return new AuditSubject("import", id -> service.get(new ImportId(id)));
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("imports", imports.list(after, Slice.PAGE));
		model.addAttribute("key", Ids.next());
		model.addAttribute("most", uploading.mostMegabytes());
		return "intake/list";
	}

	@GetMapping("/first")
	String first(Model model) {
		model.addAttribute("first", imports.isFirstStep());
		return "intake/list :: first";
	}

	@PostMapping
	String upload(@RequestParam(required = false) @Nullable List<MultipartFile> files,
			@RequestParam(required = false) @Nullable String kind, @RequestParam UUID key) {
		List<Upload> uploads = (files != null) ? files.stream().map(ImportController::upload).toList() : List.of();
		ImportId id = uploading.upload(kind(kind), "page/" + key, uploads);
		return "redirect:/o/{organization}/imports/" + id;
	}

	@GetMapping("/{id}")
	String show(@PathVariable ImportId id, Model model) {
		ImportDetails details = imports.get(id);
		counted(model, details);
		boolean choosing = details.state().name().equals("UPLOADED") || details.state().name().equals("CHECKED");
		if (choosing) {
			model.addAttribute("zones", ZONES);
			model.addAttribute("orders", DateOrder.values());
			model.addAttribute("groups", communities.groups());
			model.addAttribute("communities", communities.list(false, null, 200).items());
			if (details.kind() != ImportKind.CHATS) {
				model.addAttribute("preview", imports.preview(id));
				model.addAttribute("fields", fields(details.kind()));
				model.addAttribute("columns", columns(details));
				model.addAttribute("own", (details.kind() == ImportKind.MEMBERS) ? cells.headings() : Set.of());
			}
		}
		boolean dry = choosing || details.state().name().equals("CHECKING");
		model.addAttribute("dry", dry);
		model.addAttribute("problems", imports.problems(id, dry, null, 20));
		model.addAttribute("changes", (details.kind() == ImportKind.CHANGES && details.state().isOver())
				? imports.changes(id, null, CHANGES) : Slice.whole(List.of()));
		model.addAttribute("kept", details.state().name().equals("UNDONE")
				? imports.members(id, null, null, Slice.PAGE).items() : List.of());
		return "intake/show";
	}

	/** What is chosen, and at once the dry run of it. */
	@PostMapping("/{id}/choice")
	String choose(@PathVariable ImportId id, @RequestParam Map<String, String> form) {
		imports.choose(id, choice(form));
		if ("check".equals(form.get("then"))) {
			running.check(id);
		}
		return "redirect:/o/{organization}/imports/" + id;
	}

	@PostMapping("/{id}/start")
	String start(@PathVariable ImportId id) {
		running.start(id);
		return "redirect:/o/{organization}/imports/" + id;
	}

	@PostMapping("/{id}/cancellation")
	String cancel(@PathVariable ImportId id, RedirectAttributes flash) {
		running.cancel(id);
		flash.addFlashAttribute("done", "intake.stopping");
		return "redirect:/o/{organization}/imports/" + id;
	}

	@PostMapping("/{id}/undo")
	String undo(@PathVariable ImportId id) {
		running.undo(id);
		return "redirect:/o/{organization}/imports/" + id;
	}

	/** How far it is; when it has ended, the page is loaded again. */
	@GetMapping("/{id}/progress")
	String progress(@PathVariable ImportId id, Model model, HttpServletResponse response) {
		ImportDetails details = imports.get(id);
		if (!details.state().isBusy()) {
			response.setHeader("HX-Refresh", "true");
		}
		counted(model, details);
		model.addAttribute("job", running.job(details));
		return "intake/show :: progress";
	}

	@GetMapping("/{id}/problems")
	String problems(@PathVariable ImportId id, @RequestParam(defaultValue = "false") boolean dry,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("import", imports.get(id));
		model.addAttribute("dry", dry);
		model.addAttribute("problems", imports.problems(id, dry, after, Slice.PAGE));
		return "intake/problems";
	}

	@GetMapping("/{id}/problems.csv")
	ResponseEntity<byte[]> problemsCsv(@PathVariable ImportId id, @RequestParam(defaultValue = "false") boolean dry,
			Locale locale) {
		return csv.answer(id, dry, locale);
	}

	@GetMapping("/{id}/changes")
	String changes(@PathVariable ImportId id, @RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("import", imports.get(id));
		model.addAttribute("changes", imports.changes(id, after, Slice.PAGE));
		return "intake/changes";
	}

	@GetMapping("/{id}/members")
	String members(@PathVariable ImportId id, @RequestParam(required = false) @Nullable Boolean made,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("import", imports.get(id));
		model.addAttribute("made", made);
		model.addAttribute("members", imports.members(id, made, after, Slice.PAGE));
		return "intake/members";
	}

	private static void counted(Model model, ImportDetails details) {
		model.addAttribute("import", details);
		model.addAttribute("c", byName(details.counts()));
		model.addAttribute("x", byName(details.expected()));
	}

	/** Every outcome has a count, by its name. */
	private static Map<String, Long> byName(Counts counts) {
		Map<String, Long> byName = new TreeMap<>();
		for (Outcome outcome : Outcome.values()) {
			byName.put(outcome.name(), counts.of(outcome));
		}
		return byName;
	}

	static Upload upload(MultipartFile file) {
		String name = file.getOriginalFilename();
		return new Upload((name != null) ? name : "", file.getSize(), file::getInputStream);
	}

	static @Nullable ImportKind kind(@Nullable String kind) {
		try {
			return (kind != null && !kind.isEmpty()) ? ImportKind.valueOf(kind) : null;
		}
		catch (IllegalArgumentException none) {
			throw ImportRefused.noSuchChoice();
		}
	}

	private static List<Field> fields(ImportKind kind) {
		return java.util.Arrays.stream(Field.values()).filter(field -> field.isOf(kind)).toList();
	}

	/** What each column means, by its place. */
	private static Map<Integer, Field> columns(ImportDetails details) {
		Map<Integer, Field> columns = new TreeMap<>();
		details.options().columns().forEach((field, column) -> columns.put(column, field));
		return columns;
	}

	/** What the form chooses; it is all chosen from what the page offers. */
	private static ImportChoice choice(Map<String, String> form) {
		try {
			return read(form);
		}
		catch (IllegalArgumentException notOffered) {
			throw ImportRefused.noSuchChoice();
		}
	}

	private static ImportChoice read(Map<String, String> form) {
		Map<String, ImportChoice.Target> chats = new java.util.LinkedHashMap<>();
		Map<Integer, Field> columns = new TreeMap<>();
		// Columns are of the kind that the page showed, and none of the other's.
		String kind = form.getOrDefault("kind", "");
		boolean table = form.containsKey("table") && form.getOrDefault("shown", kind).equals(kind);
		String rest = form.getOrDefault("rest", "");
		form.forEach((name, value) -> {
			if (name.startsWith("chat.")) {
				chats.put(name.substring(5), target(value.isEmpty() ? rest : value));
			}
			else if (name.startsWith("column.") && !value.isEmpty()) {
				columns.put(Integer.valueOf(name.substring(7)), Field.valueOf(value));
			}
		});
		return new ImportChoice(kind(kind), text(form.get("zone")), order(form.get("dateOrder")), chats,
				text(form.get("newCommunity")), id(form.get("group")), table ? columns : null);
	}

	private static ImportChoice.Target target(String value) {
		int colon = value.indexOf(':');
		UUID id = (colon > 0) ? UUID.fromString(value.substring(colon + 1)) : null;
		return new ImportChoice.Target(value.startsWith("group:") ? id : null,
				value.startsWith("community:") ? id : null);
	}

	private static @Nullable String text(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.strip();
	}

	private static @Nullable DateOrder order(@Nullable String value) {
		return (value == null || value.isEmpty()) ? null : DateOrder.valueOf(value);
	}

	private static @Nullable UUID id(@Nullable String value) {
		return (value == null || value.isEmpty()) ? null : UUID.fromString(value);
	}

}
