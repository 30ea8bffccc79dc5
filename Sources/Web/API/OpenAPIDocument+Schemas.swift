extension OpenAPIDocument {
    /// How requests fail.
    static let responses = """
            "headers": {
              "RequestId": {"description": "What the log calls the request.", "schema": {"type": "string"}}
            },
            "responses": {
              "Error": {
                "description": "The request was refused; the error says why and which field is at fault.",
                "content": {
                  "application/json": {
                    "schema": {"$ref": "#/components/schemas/Error"},
                    "example": {
                      "error": {
                        "code": "unknown_item", "message": "ratings[3].item: there is no item 99999.", "field": "ratings[3].item"
                      },
                      "requestId": "9f2c41a07be15d3310c54f8e62ad7b01"
                    }
                  }
                }
              },
              "Unauthorized": {
                "description": "There was no key, or none that is in use.",
                "headers": {"WWW-Authenticate": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
              },
              "Later": {
                "description": "Too many requests, or not ready yet: try again after the seconds of Retry-After.",
                "headers": {"Retry-After": {"schema": {"type": "string", "pattern": "^[0-9]+$"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
              }
            }
        """

    /// What requests and answers hold.
    static let schemas = """
            "schemas": {
        \(requestSchemas),
        \(tapRequestSchemas),
        \(answerSchemas),
        \(tapAnswerSchemas)
            }
        """

    private static let requestSchemas = """
              "Strategy": {
                "type": "string", "enum": ["list", "adaptive"], "default": "list",
                "description": "The stored list, or an interview that adapts to the answers."
              },
              "ItemId": {
                "description": "An item's id as the dataset writes it; numbers may be sent as such.",
                "anyOf": [{"type": "string"}, {"type": "integer", "format": "int64"}]
              },
              "Answer": {
                "type": "object", "additionalProperties": false, "required": ["item"],
                "oneOf": [{"required": ["rating"]}, {"required": ["taken"]}],
                "properties": {
                  "item": {"$ref": "#/components/schemas/ItemId"},
                  "rating": {
                    "type": ["number", "null"],
                    "description": "On the scale of the dataset; null for an item that the user does not know."
                  },
                  "taken": {
                    "type": ["boolean", "null"],
                    "description": "Where the dataset has no ratings: whether the user took the item; null where they do not know it."
                  }
                }
              },
              "Rating": {
                "type": "object", "additionalProperties": false, "required": ["item"],
                "oneOf": [{"required": ["rating"]}, {"required": ["taken"]}],
                "properties": {
                  "item": {"$ref": "#/components/schemas/ItemId"},
                  "rating": {"type": "number", "description": "On the scale of the dataset."},
                  "taken": {"type": "boolean", "description": "Where the dataset has no ratings: whether the user took the item."}
                }
              },
              "OnboardingRequest": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "strategy": {"$ref": "#/components/schemas/Strategy"},
                  "answers": {
                    "type": "array", "maxItems": 200, "items": {"$ref": "#/components/schemas/Answer"},
                    "description": "What the user said so far, in order, each item once."
                  },
                  "count": {"type": "integer", "minimum": 1, "maximum": 200}
                }
              },
              "RecommendationRequest": {
                "type": "object", "additionalProperties": false, "required": ["ratings"],
                "properties": {
                  "user": {"$ref": "#/components/schemas/User"},
                  "ratings": {
                    "type": "array", "maxItems": 200, "items": {"$ref": "#/components/schemas/Rating"},
                    "description": "What the user rated, each item once."
                  },
                  "count": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
                  "minKnown": {"$ref": "#/components/schemas/MinKnown"},
                  "lenient": {"$ref": "#/components/schemas/Lenient"}
                }
              },
              "User": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "features": {
                    "type": "object",
                    "description": "The user's features by name, as the dataset has them; those left out are unknown.",
                    "additionalProperties": {
                      "anyOf": [
                        {"type": ["string", "number", "null"]},
                        {"type": "array", "items": {"type": "string"}}
                      ]
                    }
                  }
                }
              },
              "MinKnown": {
                "type": "integer", "minimum": 0, "maximum": 1000000000,
                "description": "Recommend only items that at least so many users rated; 0 for all. By default the larger of 10 \
        and 0.2% of the users, less where that leaves too few items; the answer says which."
              }
        """

    private static let answerSchemas = """
              "Item": {
                "type": "object", "required": ["id", "title", "year", "genres", "poster"],
                "properties": {
                  "id": {"type": "string"},
                  "title": {"type": "string"},
                  "year": {"type": ["integer", "null"]},
                  "genres": {"type": "array", "items": {"type": "string"}},
                  "poster": {"type": ["string", "null"], "description": "The address of a picture."}
                }
              },
              "OnboardingList": {
                "type": "object",
                "required": ["strategy", "model", "list", "name", "version", "asked", "items"],
                "properties": {
                  "strategy": {"const": "list"},
                  "model": {"$ref": "#/components/schemas/ServedModel"},
                  "list": {"type": "integer", "description": "The number of the list."},
                  "name": {"type": "string"},
                  "version": {"type": "integer", "minimum": 1},
                  "asked": {"type": "integer", "minimum": 0, "description": "How many answers the request had."},
                  "items": {
                    "type": "array",
                    "items": {
                      "allOf": [
                        {"$ref": "#/components/schemas/Item"},
                        {
                          "type": "object", "required": ["rank", "score", "knownShare", "why"],
                          "properties": {
                            "rank": {"type": "integer", "minimum": 1},
                            "score": {"type": "number"},
                            "knownShare": {
                              "type": "number", "minimum": 0, "maximum": 1, "description": "The share of users who know it."
                            },
                            "why": {"type": "string"}
                          }
                        }
                      ]
                    }
                  }
                }
              },
              "Interview": {
                "type": "object",
                "required": ["strategy", "model", "list", "asked", "count", "done", "next"],
                "properties": {
                  "strategy": {"const": "adaptive"},
                  "model": {"$ref": "#/components/schemas/ServedModel"},
                  "list": {"type": ["integer", "null"], "description": "The number of the list that is served beside."},
                  "asked": {"type": "integer", "minimum": 0},
                  "count": {"type": "integer", "minimum": 1},
                  "done": {"type": "boolean", "description": "Whether enough was asked, or nothing is left to ask."},
                  "next": {
                    "description": "The next question; null when the interview is done.",
                    "anyOf": [
                      {"type": "null"},
                      {
                        "allOf": [
                          {"$ref": "#/components/schemas/Item"},
                          {
                            "type": "object", "required": ["knowProbability", "expectedGain"],
                            "properties": {
                              "knowProbability": {
                                "type": "number", "minimum": 0, "maximum": 1,
                                "description": "How probably this user knows the item."
                              },
                              "expectedGain": {
                                "type": "number",
                                "description": "By how much asking is expected to lower the summed variance of the estimates."
                              }
                            }
                          }
                        ]
                      }
                    ]
                  }
                }
              },
              "Recommendations": {
                "type": "object", "required": ["model", "minKnown", "recommendations", "notes"],
                "properties": {
                  "model": {"$ref": "#/components/schemas/Model"},
                  "minKnown": {"type": "integer", "minimum": 0, "description": "At least so many users rated each of the items."},
                  "recommendations": {"type": "array", "items": {"$ref": "#/components/schemas/Recommendation"}},
                  "unknown": {"$ref": "#/components/schemas/UnknownIds"},
                  "notes": {"type": "array", "items": {"$ref": "#/components/schemas/Note"}}
                }
              },
              "Note": {
                "description": "What to know of an answer: a value that counts as another one or as none, or why there are fewer items than asked for.",
                "type": "object", "required": ["code", "message"],
                "properties": {
                  "code": {
                    "type": "string",
                    "enum": [
                      "clipped_feature", "unlearned_feature", "unused_feature", "taps_only", "fewer_items", "nothing_left"
                    ]
                  },
                  "message": {"type": "string", "description": "One sentence for people."},
                  "field": {"type": "string", "description": "The part of the request that it is about."}
                }
              },
              "Recommendation": {
                "allOf": [
                  {"$ref": "#/components/schemas/Item"},
                  {
                    "type": "object", "required": ["reason"],
                    "oneOf": [
                      {"required": ["estimate", "estimateBefore"]}, {"required": ["score", "scoreBefore"]}
                    ],
                    "properties": {
                      "estimate": {"type": "number", "description": "The estimate after the local update, in rating units."},
                      "estimateBefore": {"type": "number", "description": "The estimate before it."},
                      "score": {
                        "type": "number", "minimum": 0, "maximum": 1,
                        "description": "Where the dataset has no ratings: what orders the items, after the local update. It compares \
        items; it is not the share of users who would take one."
                      },
                      "scoreBefore": {"type": "number", "minimum": 0, "maximum": 1, "description": "The score before it."},
                      "reason": {
                        "type": "object", "required": ["text"],
                        "oneOf": [{"required": ["ratings"]}, {"required": ["answers"]}],
                        "properties": {
                          "text": {"type": "string"},
                          "answers": {
                            "type": "array", "maxItems": 3,
                            "description": "Where the dataset has no ratings: the given answers that moved the score most.",
                            "items": {
                              "type": "object", "required": ["item", "taken", "effect"],
                              "properties": {
                                "item": {"type": "string"},
                                "taken": {"type": "boolean"},
                                "effect": {
                                  "type": "number", "description": "To first order, on the logarithm of score / (1 - score)."
                                }
                              }
                            }
                          },
                          "ratings": {
                            "type": "array", "maxItems": 3,
                            "description": "The given ratings that moved the estimate most.",
                            "items": {
                              "type": "object", "required": ["item", "rating", "effect"],
                              "properties": {
                                "item": {"type": "string"},
                                "rating": {"type": "number"},
                                "effect": {"type": "number", "description": "To first order, in rating units."}
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                ]
              },
              "Model": {"type": "integer", "minimum": 1, "description": "The number of the model that answered."},
              "ServedModel": {
                "type": ["integer", "null"], "minimum": 1, "description": "The number of the model that is served; null without one."
              },
              "Health": {
                "type": "object", "required": ["status", "model", "list"],
                "properties": {
                  "status": {
                    "type": "string",
                    "enum": [
                      "ok", "restart needed", "workspace unreadable", "dataset not served", "workspace not writable"
                    ]
                  },
                  "model": {"$ref": "#/components/schemas/ServedModel"},
                  "list": {"type": ["integer", "null"]}
                }
              },
              "Error": {
                "type": "object", "additionalProperties": false, "required": ["error", "requestId"],
                "properties": {
                  "error": {
                    "type": "object", "additionalProperties": false, "required": ["code", "message"],
                    "properties": {
                      "code": {"type": "string", "description": "A word for programs."},
                      "message": {"type": "string", "description": "One sentence for people."},
                      "field": {"type": "string", "description": "The part of the request that is at fault."}
                    }
                  },
                  "requestId": {"type": "string", "description": "What the log calls the request."}
                }
              }
        """
}
