package io.guildhall.statement.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.statement.DifferenceState;
import io.guildhall.statement.DifferenceSummary;
import io.guildhall.statement.StatementField;
import io.guildhall.statement.StatementService;
import io.guildhall.statement.StatementSummary;
import lombok.RequiredArgsConstructor;

/** Statements of providers, and what differs from what we have written down. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class StatementController {

	private static final String LIST = "redirect:/o/{organization}/statement-differences";

	private final StatementService statements;

	private final DifferencesCsv csv;

	@Bean
	static NavigationEntry statementNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 26, "statement.title", "/statement-differences",
				Permission.REFUND_APPROVE);
	}

	@GetMapping("/statement-differences")
	String differences(@RequestParam(defaultValue = "OPEN") String state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		DifferenceState chosen = state(state);
		model.addAttribute("differences", statements.differences(chosen, after, Slice.PAGE));
		model.addAttribute("state", (chosen != null) ? chosen.name() : "ALL");
		model.addAttribute("states", DifferenceState.values());
		model.addAttribute("statements", statements.list(null));
		model.addAttribute("providers", ProviderName.values());
		model.addAttribute("fields", StatementField.values());
		return "statement/differences";
	}

	@GetMapping("/statement-differences.csv")
	ResponseEntity<byte[]> export(@RequestParam(defaultValue = "OPEN") String state, Locale locale) {
		return csv.answer(state(state), locale);
	}

	@GetMapping("/statements")
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("statements", statements.list(after));
		return "statement/list";
	}

	@PostMapping("/statements")
	String upload(@RequestParam(required = false) @Nullable List<MultipartFile> files,
			@RequestParam(required = false) @Nullable ProviderName provider, @RequestParam Map<String, String> form) {
		StatementSummary taken = Statements.take(statements, (files != null) ? files : List.of(), provider, form);
		return "redirect:/o/{organization}/statements/" + taken.id();
	}

	@GetMapping("/statements/{id}")
	String show(@PathVariable UUID id, Model model) {
		model.addAttribute("statement", statements.get(id));
		model.addAttribute("problems", statements.problems(id));
		return "statement/show";
	}

	@PostMapping("/statement-differences/{id}/explain")
	String explain(@PathVariable UUID id, @RequestParam(defaultValue = "") String note, RedirectAttributes flash) {
		statements.explain(id, note);
		flash.addFlashAttribute("done", "statement.done.explained");
		return LIST;
	}

	@PostMapping("/statement-differences/{id}/ask")
	String ask(@PathVariable UUID id, RedirectAttributes flash) {
		flash.addFlashAttribute("done", done(statements.ask(id)));
		return LIST;
	}

	@PostMapping("/statement-differences/{id}/record")
	String record(@PathVariable UUID id, RedirectAttributes flash) {
		flash.addFlashAttribute("done", done(statements.record(id)));
		return LIST;
	}

	private static String done(DifferenceSummary now) {
		return (now.state() == DifferenceState.SETTLED) ? "statement.done.settled" : "statement.done.asked";
	}

	/** All of it for a word that is none of them. */
	private static @Nullable DifferenceState state(String text) {
		for (DifferenceState state : DifferenceState.values()) {
			if (state.name().equals(text)) {
				return state;
			}
		}
		return null;
	}

}
