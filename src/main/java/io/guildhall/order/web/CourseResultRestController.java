package io.guildhall.order.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.NamedMembers;
import io.guildhall.order.CourseResult;
import io.guildhall.order.CourseResultFilter;
import io.guildhall.order.CourseResults;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Who finished courses, camps and consultations, for programs. */
@Tag(name = "Course results")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class CourseResultRestController {

	private final CourseResults results;

	private final NamedMembers named;

	@Operation(
			summary = "Who bought a course, camp or consultation, the latest first, and who of them finished; q is how a member's name or handle begins")
	@GetMapping("/products/{id}/results")
	Slice<CourseResult> ofProduct(@PathVariable ProductId id,
			@RequestParam(required = false) @Nullable Boolean finished,
			@RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String after) {
		return results.of(id, new CourseResultFilter(finished, named.of(q)), after);
	}

	@Operation(summary = "How many bought a course, camp or consultation, and how many of them finished")
	@GetMapping("/products/{id}/results/figures")
	CourseResults.Figures figures(@PathVariable ProductId id) {
		return results.figures(id);
	}

	@Operation(summary = "What an order bought to be finished, and what of it was")
	@GetMapping("/orders/{id}/results")
	Slice<CourseResult> ofOrder(@PathVariable OrderId id) {
		return Slice.whole(results.of(id));
	}

	@Operation(
			summary = "Checks off that lines of orders were finished, all or none; those of which it was said before stay as they are. What is left of them lapses, where restLapses says that it is meant")
	@PostMapping("/course-results")
	FinishedResponse finish(@Valid @RequestBody FinishedRequest request) {
		return new FinishedResponse(results.finish(request.lines(), request.day(), request.note(),
				Boolean.TRUE.equals(request.restLapses())));
	}

	@Operation(summary = "Takes back that a line of an order was finished; what lapsed by that can be used again")
	@PostMapping("/course-results/{line}/undo")
	CourseResult takeBack(@PathVariable UUID line, @Valid @RequestBody UnfinishedRequest request) {
		return results.takeBack(line, request.reason());
	}

	/**
	 * What was finished.
	 *
	 * @param day today where it is left out
	 * @param note what came of it
	 * @param restLapses whether it is meant that what can still be used of them lapses;
	 * not where it is left out, and then it is refused
	 */
	record FinishedRequest(@NotEmpty @Size(max = CourseResults.MOST_AT_ONCE) List<@NotNull UUID> lines,
			@Nullable LocalDate day, @Size(max = 500) @Nullable String note, @Nullable Boolean restLapses) {
	}

	/** How many were not finished before. */
	record FinishedResponse(int finished) {
	}

	record UnfinishedRequest(@NotBlank @Size(max = 200) String reason) {
	}

}
