package io.guildhall.statement.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Slice;
import io.guildhall.statement.DifferenceState;
import io.guildhall.statement.DifferenceSummary;
import io.guildhall.statement.StatementProblem;
import io.guildhall.statement.StatementService;
import io.guildhall.statement.StatementSummary;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Statements of payment providers, for programs. */
@Tag(name = "Statements")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class StatementRestController {

	private final StatementService statements;

	private final DifferencesCsv csv;

	@Operation(summary = "The statements that came in, the latest first")
	@GetMapping("/statements")
	Slice<StatementSummary> list(@RequestParam(required = false) @Nullable String after) {
		return statements.list(after);
	}

	/**
	 * The same file again is the same statement. Of a table of no form that is known, the
	 * provider has to be said, and {@code column.REFERENCE} and so on name the columns.
	 */
	@Operation(summary = "Takes a statement (the part files) and compares: of Stripe, WeChat Pay, Alipay or any table")
	@PostMapping(path = "/statements", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	StatementSummary upload(@RequestParam List<MultipartFile> files,
			@RequestParam(required = false) @Nullable ProviderName provider, @RequestParam Map<String, String> form) {
		return Statements.take(statements, files, provider, form);
	}

	@Operation(summary = "A statement that came in")
	@GetMapping("/statements/{id}")
	StatementSummary get(@PathVariable UUID id) {
		return statements.get(id);
	}

	@Operation(summary = "Its lines that could not be read, with the reason")
	@GetMapping("/statements/{id}/problems")
	List<StatementProblem> problems(@PathVariable UUID id) {
		return statements.problems(id);
	}

	@Operation(summary = "What differs from what is written down here, the latest first")
	@GetMapping("/statement-differences")
	Slice<DifferenceSummary> differences(@RequestParam(required = false) @Nullable DifferenceState state,
			@RequestParam(required = false) @Nullable String after) {
		return statements.differences(state, after, Slice.PAGE);
	}

	@Operation(summary = "The same as a file for a spreadsheet")
	@GetMapping("/statement-differences.csv")
	ResponseEntity<byte[]> export(@RequestParam(required = false) @Nullable DifferenceState state, Locale locale) {
		return csv.answer(state, locale);
	}

	@Operation(summary = "A difference")
	@GetMapping("/statement-differences/{id}")
	DifferenceSummary difference(@PathVariable UUID id) {
		return statements.difference(id);
	}

	@Operation(summary = "Says why it is so")
	@PostMapping("/statement-differences/{id}/explain")
	DifferenceSummary explain(@PathVariable UUID id, @Valid @RequestBody ExplainRequest request) {
		return statements.explain(id, request.note());
	}

	@Operation(summary = "Asks the provider now how the payment or the refund stands, and compares again")
	@PostMapping("/statement-differences/{id}/ask")
	DifferenceSummary ask(@PathVariable UUID id) {
		return statements.ask(id);
	}

	@Operation(summary = "Writes the money down as the statement says, where nobody has told of it")
	@PostMapping("/statement-differences/{id}/record")
	DifferenceSummary record(@PathVariable UUID id) {
		return statements.record(id);
	}

	record ExplainRequest(@NotBlank @Size(max = 500) String note) {
	}

}
