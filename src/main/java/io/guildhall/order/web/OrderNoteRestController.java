package io.guildhall.order.web;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderNotes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The note of an order, for programs. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/v1/orders/{id}/note")
@RequiredArgsConstructor
class OrderNoteRestController {

	private final OrderNotes notes;

	@Operation(summary = "Writes the note of an order anew; an empty one takes it away")
	@PutMapping
	OrderDetails change(@PathVariable OrderId id, @Valid @RequestBody NoteRequest request) {
		return notes.change(id, request.note());
	}

	/** At most 2,000 characters. */
	record NoteRequest(@NotNull String note) {
	}

}
