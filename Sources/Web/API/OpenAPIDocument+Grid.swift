extension OpenAPIDocument {
    /// What can be asked about grids.
    static let grid = """
            "/api/v1/grid": {
              "get": {
                "operationId": "grid",
                "summary": "The tiles to show a new user",
                "description": "Without `shown` and `taps` the first page: the stored list. With them the next page: what is left of the \
        list, and then the tiles whose answers say most about what this user probably takes. The answer has an `ETag`; send it back \
        as `If-None-Match` to learn that nothing changed.",
                "parameters": [
                  {
                    "name": "shown", "in": "query", "style": "form", "explode": false,
                    "description": "The ids of all tiles so far, with commas between. Where only `taps` is sent, the first page was shown.",
                    "schema": {"type": "array", "maxItems": 200, "items": {"type": "string"}},
                    "example": ["2571", "260"]
                  },
                  {
                    "name": "taps", "in": "query", "style": "form", "explode": false,
                    "description": "The ids of what the user tapped so far, with commas between.",
                    "schema": {"type": "array", "maxItems": 200, "items": {"type": "string"}},
                    "example": ["2571"]
                  },
                  {
                    "name": "count", "in": "query", "description": "How many tiles.",
                    "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
                  },
                  {
                    "name": "lenient", "in": "query",
                    "description": "Whether ids that the dataset does not have, and ids that come twice, are passed over rather than refused.",
                    "schema": {"type": "boolean", "default": false}
                  },
                  {
                    "name": "If-None-Match", "in": "header", "description": "The `ETag` of an earlier answer.",
                    "schema": {"type": "string"}
                  }
                ],
                "responses": {
                  "200": {
                    "description": "The tiles.",
                    "headers": {
                      "X-Request-Id": {"$ref": "#/components/headers/RequestId"},
                      "ETag": {"description": "The tag of this answer.", "schema": {"type": "string"}}
                    },
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Grid"}}}
                  },
                  "304": {"description": "The answer is still the one of this tag."},
                  \(errors)
                }
              }
            }
        """

    /// What requests with taps have.
    static let tapRequestSchemas = """
              "TapRequest": {
                "type": "object", "additionalProperties": false, "required": ["taps"],
                "properties": {
                  "user": {"$ref": "#/components/schemas/User"},
                  "shown": {
                    "type": "array", "maxItems": 200, "items": {"$ref": "#/components/schemas/ItemId"},
                    "description": "The tiles that the user saw. What was shown and not tapped is evidence; without this only the taps count."
                  },
                  "taps": {
                    "type": "array", "maxItems": 200, "items": {"$ref": "#/components/schemas/ItemId"},
                    "description": "What the user tapped, among the tiles or elsewhere, such as found by a search."
                  },
                  "recommender": {
                    "type": "string", "enum": ["linear", "local-update"], "default": "linear",
                    "description": "`linear`: the best linear prediction from counts of who took what. `local-update`: the model after its \
        local update on the tiles, where a tap counts as taken and a tile without one as not taken; of a model of ratings as the highest and the \
        lowest rating."
                  },
                  "count": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                  "minKnown": {"$ref": "#/components/schemas/MinKnown"},
                  "lenient": {"$ref": "#/components/schemas/Lenient"}
                }
              },
              "Lenient": {
                "type": "boolean", "default": false,
                "description": "Whether ids that the dataset does not have are listed in `unknown` rather than refused."
              }
        """

    /// What answers about taps have.
    static let tapAnswerSchemas = """
              "Grid": {
                "type": "object",
                "required": ["list", "name", "version", "strategy", "page", "shown", "taps", "enough", "tiles", "done"],
                "properties": {
                  "list": {"type": "integer", "description": "The number of the list."},
                  "name": {"type": "string"},
                  "version": {"type": "integer", "minimum": 1},
                  "strategy": {"type": "string", "description": "How the tiles of the list were chosen, such as `design`."},
                  "page": {
                    "type": "string", "enum": ["list", "adaptive"],
                    "description": "Whether this is the list, the same for everybody, or a page after answers."
                  },
                  "shown": {"type": "integer", "minimum": 0, "description": "How many tiles were shown before."},
                  "taps": {"type": "integer", "minimum": 0},
                  "enough": {"type": "integer", "minimum": 1, "description": "From so many taps on recommendations are worth a look."},
                  "tiles": {
                    "type": "array",
                    "items": {
                      "allOf": [
                        {"$ref": "#/components/schemas/Item"},
                        {
                          "type": "object", "required": ["rank", "knownShare", "why"],
                          "properties": {
                            "rank": {"type": "integer", "minimum": 1},
                            "knownShare": {
                              "type": "number", "minimum": 0, "maximum": 1, "description": "The share of users who know it."
                            },
                            "why": {
                              "type": ["string", "null"],
                              "description": "Why it is on the list; null for a tile that follows from the answers."
                            }
                          }
                        }
                      ]
                    }
                  },
                  "done": {"type": "boolean", "description": "Whether nothing is left to show."},
                  "unknown": {"$ref": "#/components/schemas/UnknownIds"}
                }
              },
              "UnknownIds": {
                "type": "array", "items": {"type": "string"},
                "description": "With `lenient`: the ids that the dataset does not have, each once."
              },
              "TapRecommendations": {
                "type": "object", "required": ["model", "recommender", "list", "minKnown", "recommendations", "notes"],
                "properties": {
                  "model": {
                    "type": ["integer", "null"],
                    "description": "The number of the model of `local-update`; null for `linear`, which recommends from the counts of who took what."
                  },
                  "recommender": {"type": "string", "enum": ["linear", "local-update"]},
                  "list": {"type": ["integer", "null"], "description": "The number of the list that is served."},
                  "minKnown": {"type": "integer", "minimum": 0, "description": "At least so many users know each of the items."},
                  "recommendations": {"type": "array", "items": {"$ref": "#/components/schemas/TapRecommendation"}},
                  "unknown": {"$ref": "#/components/schemas/UnknownIds"},
                  "notes": {"type": "array", "items": {"$ref": "#/components/schemas/Note"}}
                }
              },
              "TapRecommendation": {
                "allOf": [
                  {"$ref": "#/components/schemas/Item"},
                  {
                    "type": "object", "required": ["score", "scoreBefore", "reason"],
                    "properties": {
                      "score": {
                        "type": "number",
                        "description": "What the items are ordered by. Of `linear` the estimated share of users with these answers who take the \
        item; a linear estimate can leave 0 to 1 a little. Of `local-update` the score that the model's answer to `taken` has, from 0 to 1, or of a \
        model of ratings its estimate."
                      },
                      "scoreBefore": {
                        "type": "number",
                        "description": "The score before the answers. Of `linear` the share of all users who take it."
                      },
                      "reason": {
                        "type": "object", "required": ["text", "taps"],
                        "properties": {
                          "text": {"type": "string"},
                          "taps": {
                            "type": "array", "maxItems": 3,
                            "description": "The taps that raised the score most, the strongest first.",
                            "items": {
                              "type": "object", "required": ["item", "effect"],
                              "properties": {
                                "item": {"type": "string"},
                                "effect": {"type": "number", "exclusiveMinimum": 0, "description": "By how much. Of `linear` in the score's unit; of `local-update` to first order in the learning rate, as for ratings."}
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                ]
              }
        """
}
