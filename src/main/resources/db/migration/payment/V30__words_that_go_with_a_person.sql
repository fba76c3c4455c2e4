-- By what a payment is known may be written in words about a person, which go with them.
grant update (reference) on payments to ${app};
